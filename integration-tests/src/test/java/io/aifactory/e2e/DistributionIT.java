package io.aifactory.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DistributionIT {
    private static final Path DISTRIBUTION =
            Path.of(System.getProperty("aifactory.root", ".."))
                    .resolve("modules/factory/target/distribution");

    @Test
    void theControlPlaneHoldsNoJarOfTheEngine() throws IOException {
        assertEquals(List.of(), jars(DISTRIBUTION.resolve("factory"), "ai.djl"));
    }

    @Test
    void workersAndTrainersFindTheEngineAndTheirPrograms() throws IOException {
        Path engine = DISTRIBUTION.resolve("engine");

        assertEquals(1, jars(engine, "ai.djl.pytorch.pytorch-engine").size());
        assertEquals(1, jars(engine, "io.aifactory.language-model").size());
        assertEquals(1, jars(engine, "training-").size());
        assertTrue(Files.exists(engine.resolve("quarkus-run.jar")));
    }

    private static List<Path> jars(Path folder, String prefix) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.getFileName().toString().startsWith(prefix))
                    .filter(file -> file.toString().endsWith(".jar"))
                    .toList();
        }
    }
}
