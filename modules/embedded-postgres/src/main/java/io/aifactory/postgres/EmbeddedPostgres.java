package io.aifactory.postgres;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A running PostgreSQL server of our own on loopback. One directory holds everything: {@code
 * runtime/} the programs, {@code data/} the database, {@code password} (mode 0600) and {@code
 * postgres.log}. Closing stops the server after its clients have been disconnected; the data stay.
 */
public final class EmbeddedPostgres implements AutoCloseable {
    private static final String USER = "factory";
    private static final String DATABASE = "postgres";
    private static final Duration COMMAND_TIME = Duration.ofSeconds(60);
    private static final Duration START_TIME = Duration.ofSeconds(60);
    private static final int MAX_CONNECTIONS = 64;

    private final Path data;
    private final PostgresBinaries binaries;
    private final Privileges privileges;
    private final Process server;
    private final int port;
    private final String password;

    private EmbeddedPostgres(
            Path data,
            PostgresBinaries binaries,
            Privileges privileges,
            Process server,
            int port,
            String password) {
        this.data = data;
        this.binaries = binaries;
        this.privileges = privileges;
        this.server = server;
        this.port = port;
        this.password = password;
    }

    /**
     * Starts the server; returns when it accepts connections. The first start unpacks the programs
     * and makes the database (some seconds), later ones take some tenths of a second. A server that
     * an earlier, killed process left behind in this directory is stopped first.
     *
     * @param directory kept between starts; made when absent
     * @param port loopback TCP port, or 0 for a free one
     * @throws PostgresException if it cannot or does not start; the message says why, or holds the
     *     end of the server's log
     */
    public static EmbeddedPostgres start(Path directory, int port) {
        return start(directory, port, Privileges.ofThisProcess());
    }

    static EmbeddedPostgres start(Path directory, int port, Privileges privileges) {
        try {
            Path root = Files.createDirectories(directory).toRealPath();
            privileges.requireWayTo(root);
            PostgresBinaries binaries = PostgresBinaries.unpackedUnder(root);
            Path data = root.resolve("data");
            boolean exists = Files.exists(data.resolve("PG_VERSION"));
            String password = PasswordFile.read(root, exists);
            if (!exists) {
                initialise(root, data, binaries, privileges);
            }
            stopLeftover(data, binaries, privileges);
            int chosen = port == 0 ? freePort() : port;
            Process server = launch(root, data, binaries, privileges, chosen);
            awaitReady(root, data, server);
            return new EmbeddedPostgres(data, binaries, privileges, server, chosen, password);
        } catch (IOException e) {
            throw new PostgresException(
                    "cannot start the database in " + directory + ": " + e.getMessage(), e);
        }
    }

    public String jdbcUrl() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + DATABASE;
    }

    public String username() {
        return USER;
    }

    public String password() {
        return password;
    }

    /** Process id of the server. */
    public long pid() {
        return server.pid();
    }

    /**
     * Stops the server: clients are disconnected, open transactions rolled back, the log flushed.
     */
    @Override
    public void close() {
        if (server.isAlive()) {
            stop(data, binaries, privileges);
        }
    }

    /**
     * Makes the database in a temporary folder first: a killed initdb leaves nothing that looks
     * whole.
     */
    private static void initialise(
            Path root, Path data, PostgresBinaries binaries, Privileges privileges)
            throws IOException {
        Path fresh = Files.createTempDirectory(root, "initdb-");
        privileges.handOver(root);
        var command = new ArrayList<>(privileges.prefix());
        command.addAll(
                List.of(
                        binaries.program("initdb"),
                        "-D",
                        fresh.toString(),
                        "-U",
                        USER,
                        "-A",
                        "scram-sha-256",
                        "--pwfile=" + PasswordFile.under(root),
                        "-E",
                        "UTF8",
                        "--locale-provider=builtin",
                        "--builtin-locale=C.UTF-8",
                        "--locale=C"));
        Command.run(COMMAND_TIME, root, command);
        Files.move(fresh, data);
    }

    private static void stopLeftover(Path data, PostgresBinaries binaries, Privileges privileges)
            throws IOException {
        Optional<ProcessHandle> running =
                PostmasterFile.read(data).flatMap(file -> ProcessHandle.of(file.pid()));
        if (running.filter(process -> isOurs(process, binaries)).isPresent()) {
            stop(data, binaries, privileges);
        } else {
            // The process id may belong to somebody else by now; then the server would refuse to
            // start.
            Files.deleteIfExists(PostmasterFile.in(data));
        }
    }

    private static boolean isOurs(ProcessHandle process, PostgresBinaries binaries) {
        return process.info()
                .command()
                .map(program -> Path.of(program).startsWith(binaries.directory()))
                .orElse(false);
    }

    private static Process launch(
            Path root, Path data, PostgresBinaries binaries, Privileges privileges, int port)
            throws IOException {
        privileges.handOver(data);
        var command = new ArrayList<>(privileges.prefix());
        command.addAll(List.of(binaries.program("postgres"), "-D", data.toString()));
        command.addAll(List.of("-p", Integer.toString(port)));
        for (String setting :
                List.of(
                        "listen_addresses=127.0.0.1",
                        "unix_socket_directories=",
                        "timezone=UTC",
                        "max_connections=" + MAX_CONNECTIONS)) {
            command.addAll(List.of("-c", setting));
        }
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.directory(root.toFile());
        Command.cleanEnvironment(builder);
        builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log(root).toFile()));
        return builder.start();
    }

    private static void awaitReady(Path root, Path data, Process server) throws IOException {
        long deadline = System.nanoTime() + START_TIME.toNanos();
        while (System.nanoTime() < deadline) {
            if (!server.isAlive()) {
                throw new PostgresException(
                        "the database ended while starting; its log ends with:\n" + logEnd(root));
            }
            boolean ready =
                    PostmasterFile.read(data)
                            .filter(file -> file.pid() == server.pid() && file.ready())
                            .isPresent();
            if (ready) {
                return;
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
        server.destroy();
        throw new PostgresException(
                "the database was not ready within "
                        + START_TIME.toSeconds()
                        + " s; its log ends with:\n"
                        + logEnd(root));
    }

    private static void stop(Path data, PostgresBinaries binaries, Privileges privileges) {
        var command = new ArrayList<>(privileges.prefix());
        command.addAll(
                List.of(
                        binaries.program("pg_ctl"),
                        "-D",
                        data.toString(),
                        "stop",
                        "-m",
                        "fast",
                        "-w"));
        Command.run(COMMAND_TIME, data, command);
    }

    private static Path log(Path root) {
        return root.resolve("postgres.log");
    }

    private static String logEnd(Path root) throws IOException {
        List<String> lines = Files.exists(log(root)) ? Files.readAllLines(log(root)) : List.of();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 10), lines.size()));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
