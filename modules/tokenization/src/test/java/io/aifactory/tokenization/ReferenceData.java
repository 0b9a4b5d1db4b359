package io.aifactory.tokenization;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Files that are not part of the project; tests that need them are skipped where they are absent.
 */
final class ReferenceData {
    private ReferenceData() {}

    static Path file(String name) {
        Path file = Path.of(System.getProperty("aifactory.reference-data", ""), name);
        assumeTrue(
                Files.isReadable(file),
                () ->
                        "skipped: reference data '"
                                + name
                                + "' is absent; set -Daifactory.reference-data to its folder");
        return file;
    }

    static String text(String name) throws IOException {
        return Files.readString(file(name), StandardCharsets.UTF_8);
    }
}
