package io.aifactory.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged registry as a process of its own. */
class RegistryProcessIT {
    private static final Pattern LISTENING =
            Pattern.compile("Listening on: (http://127\\.0\\.0\\.1:\\d+)\\. Management");

    @TempDir Path home;

    @Test
    void registryStartsAloneAndTakesItsDatabaseAlongWhenItIsToldToStop() throws Exception {
        Process registry =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx256m",
                                "-XX:TieredStopAtLevel=1",
                                "-Dquarkus.http.port=0",
                                "-Dquarkus.management.port=0",
                                "-jar",
                                Path.of("target/quarkus-app/quarkus-run.jar")
                                        .toAbsolutePath()
                                        .toString())
                        .directory(home.toFile())
                        .redirectErrorStream(true)
                        .start();
        ProcessHandle database;
        try (BufferedReader log = registry.inputReader()) {
            String url = awaitUrl(log);
            database = ProcessHandle.of(databasePid()).orElseThrow();

            HttpResponse<String> models =
                    HttpClient.newHttpClient()
                            .send(
                                    HttpRequest.newBuilder(URI.create(url + "/api/v1/models"))
                                            .build(),
                                    HttpResponse.BodyHandlers.ofString());

            assertEquals(200, models.statusCode());
            assertEquals("[]", models.body());
            registry.toHandle().destroy();
            while (log.readLine() != null) {
                // reading on, so that the process never waits for its reader
            }
            registry.waitFor();
        } finally {
            registry.destroyForcibly();
        }

        assertFalse(database.isAlive(), "the database outlived the registry");
        String databaseLog = Files.readString(databaseFolder().resolve("postgres.log"));
        assertTrue(databaseLog.contains("database system is shut down"), databaseLog);
    }

    private static String awaitUrl(BufferedReader log) throws IOException {
        StringBuilder seen = new StringBuilder();
        for (String line = log.readLine(); line != null; line = log.readLine()) {
            Matcher listening = LISTENING.matcher(line);
            if (listening.find()) {
                return listening.group(1);
            }
            seen.append(line).append('\n');
        }
        throw new AssertionError("the registry ended before it was ready:\n" + seen);
    }

    private long databasePid() throws IOException {
        Path file = databaseFolder().resolve("data/postmaster.pid");
        return Long.parseLong(Files.readAllLines(file).getFirst().strip());
    }

    private Path databaseFolder() {
        return home.resolve(".aifactory/registry/postgres");
    }
}
