package io.aifactory.factory.daemon;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How the control plane's JVM is started; the AOT cache holds only for exactly these flags. */
public final class ControlPlaneJvm {
    /** Name of the cache that the build makes in the application's folder. */
    public static final String AOT_CACHE = "app.aot";

    private static final List<String> FLAGS =
            List.of(
                    "-Xmx768m",
                    "-XX:+UseG1GC",
                    "-XX:+ExitOnOutOfMemoryError",
                    "--enable-native-access=ALL-UNNAMED",
                    "--sun-misc-unsafe-memory-access=allow",
                    "-Djava.util.logging.manager=org.jboss.logmanager.LogManager");

    private ControlPlaneJvm() {}

    /** Flags with which the cache is made. */
    public static List<String> trainingFlags(Path cache) {
        var flags = new ArrayList<>(FLAGS);
        flags.add("-XX:AOTCacheOutput=" + cache);
        return flags;
    }

    /** Flags to start with; uses the cache where there is one. */
    public static List<String> flags(Path application) {
        var flags = new ArrayList<>(FLAGS);
        if (Files.exists(application.resolve(AOT_CACHE))) {
            flags.add("-XX:AOTCache=" + AOT_CACHE);
            flags.add("-Xlog:aot*=error");
        }
        return flags;
    }
}
