package io.aifactory.factory.npm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** A program that behaves like npm as far as a test needs it. */
public final class StubNpm {
    private StubNpm() {}

    /**
     * @param body shell commands; {@code $2} is {@code name@version}
     */
    public static String saying(Path folder, String body) throws IOException {
        Path script = folder.resolve("npm");
        Files.writeString(script, "#!/bin/sh\n" + body + "\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
        return script.toString();
    }
}
