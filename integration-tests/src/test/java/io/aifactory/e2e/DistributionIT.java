package io.aifactory.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
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

    /** Floors of the advisories: Netty 4.1.136 (2026), pgjdbc 42.7.12 (CVE-2026-42198, -54291). */
    @Test
    void nothingBelowTheFloorsOfTheAdvisoriesIsPackaged() throws IOException {
        assertAtLeast("io.netty.netty-", new int[] {4, 1, 136});
        assertAtLeast("org.postgresql.postgresql-", new int[] {42, 7, 12});
    }

    private static void assertAtLeast(String prefix, int[] floor) throws IOException {
        List<Path> jars = jars(DISTRIBUTION, prefix);
        assertTrue(!jars.isEmpty(), prefix);
        for (Path jar : jars) {
            Matcher version =
                    Pattern.compile("-(\\d+)\\.(\\d+)\\.(\\d+)[.-]")
                            .matcher(jar.getFileName().toString());
            assertTrue(version.find(), jar::toString);
            int[] found =
                    IntStream.rangeClosed(1, floor.length)
                            .map(part -> Integer.parseInt(version.group(part)))
                            .toArray();
            assertTrue(Arrays.compare(found, floor) >= 0, jar::toString);
        }
    }

    private static List<Path> jars(Path folder, String prefix) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.getFileName().toString().startsWith(prefix))
                    .filter(file -> file.toString().endsWith(".jar"))
                    .toList();
        }
    }
}
