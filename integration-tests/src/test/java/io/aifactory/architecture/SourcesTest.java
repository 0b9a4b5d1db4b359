package io.aifactory.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What holds of every Java file of the project: rooms, their common tests, and infra. */
class SourcesTest {
    private static final int LONGEST_FILE = 300;

    @Test
    void everyPlaceWithSourcesIsLookedInto() throws IOException {
        List<Path> files = javaFiles();
        for (String place : List.of("modules", "integration-tests", "infra")) {
            assertTrue(files.stream().anyMatch(file -> file.startsWith(place)), place);
        }
    }

    @Test
    void filesStayShortEnoughToRead() throws IOException {
        assertEquals(
                List.of(),
                javaFiles().stream().filter(file -> lines(file).size() > LONGEST_FILE).toList(),
                "longer than " + LONGEST_FILE + " lines");
    }

    @Test
    void testsNeverSleep() throws IOException {
        String sleep = "Thread." + "sleep(";
        assertEquals(
                List.of(),
                javaFiles().stream()
                        .filter(file -> file.toString().contains("src/test/java"))
                        .filter(file -> lines(file).stream().anyMatch(line -> line.contains(sleep)))
                        .toList());
    }

    /** Relative to the root of the project, without what builds leave. */
    private static List<Path> javaFiles() throws IOException {
        Path root = Rooms.root();
        try (Stream<Path> poms = Files.find(root, 3, (path, file) -> path.endsWith("pom.xml"))) {
            return poms.map(pom -> pom.resolveSibling("src"))
                    .filter(Files::isDirectory)
                    .flatMap(SourcesTest::walk)
                    .filter(file -> file.toString().endsWith(".java"))
                    .map(root::relativize)
                    .sorted()
                    .toList();
        }
    }

    private static Stream<Path> walk(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(Rooms.root().resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
