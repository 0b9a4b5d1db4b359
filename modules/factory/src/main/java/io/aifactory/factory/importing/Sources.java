package io.aifactory.factory.importing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Files that importers read and write. */
final class Sources {
    static final String TOKENIZER = "tokenizer.json";
    static final String TOKENIZER_CONFIG = "tokenizer_config.json";

    private Sources() {}

    /**
     * @throws ImportFailure if it is not among them
     */
    static Path require(Map<String, Path> sources, String name) {
        Path file = sources.get(name);
        if (file == null) {
            throw new ImportFailure("the model lacks " + name);
        }
        return file;
    }

    /**
     * @throws ImportFailure if it is larger than it may be
     */
    static byte[] readSmall(Path file, int maxBytes) throws IOException {
        if (Files.size(file) > maxBytes) {
            throw new ImportFailure(
                    file.getFileName() + " is larger than the " + maxBytes + " bytes allowed");
        }
        return Files.readAllBytes(file);
    }

    /** Every file of a folder by name. */
    static Map<String, Path> in(Path folder) throws IOException {
        Map<String, Path> files = new TreeMap<>();
        try (Stream<Path> entries = Files.list(folder)) {
            entries.forEach(file -> files.put(String.valueOf(file.getFileName()), file));
        }
        return files;
    }
}
