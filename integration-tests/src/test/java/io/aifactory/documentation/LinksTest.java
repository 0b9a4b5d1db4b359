package io.aifactory.documentation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Links between the project's documents. */
class LinksTest {
    private static final Path ROOT =
            Path.of(System.getProperty("aifactory.root", "..")).toAbsolutePath().normalize();

    /** A file of the project behind {@code [text](…)}, without a place in it. */
    private static final Pattern LINK = Pattern.compile("]\\((?![a-z]+:)([^)#\\s]+)(#[^)]*)?\\)");

    private static final Pattern DECISION = Pattern.compile("docs/adr/[0-9]{4}-[a-z0-9-]+\\.md");

    /** What builds and running factories leave. */
    private static final Set<String> PASSED_OVER =
            Set.of("target", "node_modules", ".git", ".aifactory");

    @Test
    void everyLinkLeadsToAFileOfTheProject() throws IOException {
        List<Path> documents = documents();
        assertTrue(documents.contains(ROOT.resolve("README.md")));

        assertEquals(
                List.of(),
                documents.stream()
                        .flatMap(document ->
                                found(document, LINK, 1)
                                        .filter(link -> !exists(document.resolveSibling(link)))
                                        .map(link -> ROOT.relativize(document) + ": " + link))
                        .toList());
    }

    @Test
    void everyDecisionThatIsNamedIsThere() throws IOException {
        assertEquals(
                List.of(),
                documents().stream()
                        .flatMap(document ->
                                found(document, DECISION, 0)
                                        .filter(decision -> !exists(ROOT.resolve(decision)))
                                        .map(decision ->
                                                ROOT.relativize(document) + ": " + decision))
                        .toList());
    }

    private static boolean exists(Path path) {
        return Files.exists(path.normalize());
    }

    private static Stream<String> found(Path document, Pattern pattern, int group) {
        try {
            return pattern.matcher(Files.readString(document))
                    .results()
                    .map(match -> match.group(group));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> documents() throws IOException {
        List<Path> documents = new ArrayList<>();
        Files.walkFileTree(
                ROOT,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult preVisitDirectory(
                            Path folder, BasicFileAttributes attributes) {
                        return PASSED_OVER.contains(String.valueOf(folder.getFileName()))
                                ? FileVisitResult.SKIP_SUBTREE
                                : FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                        if (file.toString().endsWith(".md")) {
                            documents.add(file);
                        }
                        return FileVisitResult.CONTINUE;
                    }
                });
        return documents;
    }
}
