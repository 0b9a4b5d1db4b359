package io.aifactory.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * How to run the server so that it does not see itself as root, which PostgreSQL refuses.
 *
 * @param prefix words before the command
 * @param handOver whether the files must belong to {@link #NOBODY}
 */
record Privileges(List<String> prefix, boolean handOver) {
    /** The conventional unprivileged user and group. */
    static final int NOBODY = 65534;

    private static final String AS_NOBODY = "--reuid=" + NOBODY;
    private static final String OF_NOBODY = "--regid=" + NOBODY;
    private static final String NO_GROUPS = "--clear-groups";
    private static final Duration PROBE_TIME = Duration.ofSeconds(10);

    /** What this process needs. */
    static Privileges ofThisProcess() {
        if (!isRoot()) {
            return new Privileges(List.of(), false);
        }
        // In a user namespace without a mapping the server sees itself as nobody while its files
        // stay ours: nothing has to change owner.
        if (Command.succeeds(PROBE_TIME, "unshare", "-U", "id", "-un")) {
            return new Privileges(List.of("unshare", "-U"), false);
        }
        if (Command.succeeds(PROBE_TIME, "setpriv", AS_NOBODY, OF_NOBODY, NO_GROUPS, "true")) {
            return ofNobody();
        }
        throw new PostgresException(
                "PostgreSQL does not run as root, and neither 'unshare -U' nor 'setpriv' works"
                        + " here. Start the factory as an ordinary user, or set"
                        + " QUARKUS_DATASOURCE_JDBC_URL to use your own server");
    }

    /** Runs the server as the conventional unprivileged user; only root can. */
    static Privileges ofNobody() {
        return new Privileges(List.of("setpriv", AS_NOBODY, OF_NOBODY, NO_GROUPS), true);
    }

    /**
     * Checks that the user that the server runs as may come to a directory.
     *
     * @param directory absolute, without links
     * @throws PostgresException that names the folder which is closed to that user
     */
    void requireWayTo(Path directory) {
        Path parent = directory.getParent();
        if (!handOver || parent == null || mayEnter(parent)) {
            return;
        }
        Path closed = parent;
        for (Path above = parent.getParent(); above != null; above = above.getParent()) {
            closed = mayEnter(above) ? closed : above;
        }
        throw new PostgresException(
                "PostgreSQL does not run as root, and the unprivileged user that it runs as here"
                        + " (id "
                        + NOBODY
                        + ") may not enter "
                        + closed
                        + ", so that it cannot use "
                        + directory
                        + ". Choose a directory outside of it with --home or AIFACTORY_HOME, start"
                        + " the factory as an ordinary user, or set QUARKUS_DATASOURCE_JDBC_URL to"
                        + " use your own server");
    }

    /** Asks the kernel, which knows access lists as well. */
    private boolean mayEnter(Path folder) {
        List<String> command = new ArrayList<>(prefix);
        command.addAll(List.of("test", "-x", folder.toString()));
        return Command.succeeds(PROBE_TIME, command.toArray(String[]::new));
    }

    /** Gives the tree to the user that the server runs as, where that is another one. */
    void handOver(Path tree) throws IOException {
        if (!handOver) {
            return;
        }
        try (Stream<Path> files = Files.walk(tree)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Files.setAttribute(
                        file, "unix:uid", NOBODY, java.nio.file.LinkOption.NOFOLLOW_LINKS);
                Files.setAttribute(
                        file, "unix:gid", NOBODY, java.nio.file.LinkOption.NOFOLLOW_LINKS);
            }
        }
    }

    private static boolean isRoot() {
        boolean windows =
                System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("windows");
        if (windows) {
            return false;
        }
        return "root".equals(System.getProperty("user.name"))
                || Command.output(PROBE_TIME, "id", "-u").map("0"::equals).orElse(false);
    }
}
