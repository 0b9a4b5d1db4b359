package io.aifactory.images;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A Java runtime with the modules that the factory uses, linked from the JDK that runs this. */
final class JavaRuntime {
    private static final List<String> MODULES =
            List.of(
                    "java.se",
                    "jdk.charsets",
                    "jdk.crypto.ec",
                    "jdk.jfr",
                    "jdk.management",
                    "jdk.naming.dns",
                    "jdk.net",
                    "jdk.unsupported",
                    "jdk.zipfs");

    private JavaRuntime() {}

    /**
     * Links the runtime into a folder that does not exist yet. The same JDK gives the same bytes,
     * its archive of loaded classes included.
     */
    static void link(Path target) throws IOException {
        Path jlink = Path.of(System.getProperty("java.home"), "bin", "jlink");
        Command.output(
                List.of(
                        jlink.toString(),
                        "--add-modules",
                        String.join(",", MODULES),
                        "--strip-debug",
                        "--no-header-files",
                        "--no-man-pages",
                        "--compress",
                        "zip-6",
                        "--generate-cds-archive",
                        "--output",
                        target.toString()));
    }
}
