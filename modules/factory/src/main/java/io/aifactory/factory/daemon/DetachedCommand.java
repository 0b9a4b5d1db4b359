package io.aifactory.factory.daemon;

import java.util.ArrayList;
import java.util.List;

/** A command line whose process does not end when the terminal sends Ctrl-C or is closed. */
public final class DetachedCommand {
    private DetachedCommand() {}

    /** Ignored signals stay ignored across exec, also in a Java process; SIGTERM still works. */
    public static List<String> of(List<String> command) {
        if (System.getProperty("os.name").startsWith("Windows")) {
            return List.copyOf(command);
        }
        var detached =
                new ArrayList<>(List.of("/bin/sh", "-c", "trap '' INT HUP; exec \"$@\"", "sh"));
        detached.addAll(command);
        return List.copyOf(detached);
    }
}
