package io.aifactory.storage;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Looks into a store's folder behind its back. */
final class StoreFiles {
    private StoreFiles() {}

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Every published blob's file. */
    static List<Path> blobs(Path root) throws IOException {
        return files(root.resolve("blobs"));
    }

    static List<Path> temporary(Path root) throws IOException {
        return files(root.resolve("tmp"));
    }

    static List<Path> quarantined(Path root) throws IOException {
        return files(root.resolve("quarantine"));
    }

    private static List<Path> files(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }
}
