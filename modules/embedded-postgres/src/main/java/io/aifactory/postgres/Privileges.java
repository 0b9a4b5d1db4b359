package io.aifactory.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
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

    private static final Duration PROBE_TIME = Duration.ofSeconds(10);

    /** What this process needs. */
    static Privileges ofThisProcess() {
        if (!isRoot()) {
            return new Privileges(List.of(), false);
        }
        // In a user namespace without a mapping the server sees itself as nobody while its files
        // stay
        // ours: nothing has to change owner.
        if (Command.succeeds(PROBE_TIME, "unshare", "-U", "id", "-un")) {
            return new Privileges(List.of("unshare", "-U"), false);
        }
        String user = "--reuid=" + NOBODY;
        String group = "--regid=" + NOBODY;
        if (Command.succeeds(PROBE_TIME, "setpriv", user, group, "--clear-groups", "true")) {
            return new Privileges(List.of("setpriv", user, group, "--clear-groups"), true);
        }
        throw new PostgresException(
                "PostgreSQL does not run as root, and neither 'unshare -U' nor 'setpriv' works"
                        + " here. Start the factory as an ordinary user, or set"
                        + " QUARKUS_DATASOURCE_JDBC_URL to use your own server");
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
