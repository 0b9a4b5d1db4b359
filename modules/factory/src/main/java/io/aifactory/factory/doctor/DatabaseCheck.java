package io.aifactory.factory.doctor;

import io.aifactory.factory.console.Messages;
import io.aifactory.postgres.EmbeddedPostgres;
import io.aifactory.postgres.PostgresException;
import io.aifactory.service.StandaloneService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** Starts the embedded PostgreSQL once, in a temporary directory. */
final class DatabaseCheck {
    private DatabaseCheck() {}

    static Finding run() {
        if (StandaloneService.hasExternalDatabase()) {
            return Finding.ok("PostgreSQL", Messages.text("doctor.postgres.external"));
        }
        long begin = System.nanoTime();
        try {
            Path directory = Files.createTempDirectory("aifactory-doctor");
            try (EmbeddedPostgres postgres = EmbeddedPostgres.start(directory, 0)) {
                return Finding.ok(
                        "PostgreSQL",
                        Messages.text(
                                "doctor.postgres.found",
                                Long.toString(postgres.pid()),
                                (System.nanoTime() - begin) / 1e9));
            } finally {
                delete(directory);
            }
        } catch (PostgresException | IOException e) {
            return Finding.bad(
                    "PostgreSQL", String.valueOf(e.getMessage()), Messages.text("doctor.postgres"));
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
