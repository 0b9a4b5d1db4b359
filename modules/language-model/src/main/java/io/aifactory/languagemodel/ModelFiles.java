package io.aifactory.languagemodel;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The files of a model in Hugging Face layout, wherever each of them lies.
 *
 * @param files local file by name within the model, for example {@code config.json}
 */
public record ModelFiles(SortedMap<String, Path> files) {
    public ModelFiles {
        files = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(files));
    }

    public static ModelFiles of(Map<String, Path> files) {
        return new ModelFiles(new TreeMap<>(files));
    }

    /** Every regular file directly in a folder. */
    public static ModelFiles inFolder(Path folder) throws java.io.IOException {
        TreeMap<String, Path> found = new TreeMap<>();
        try (var entries = Files.list(folder)) {
            entries.filter(Files::isRegularFile)
                    .forEach(file -> found.put(file.getFileName().toString(), file));
        }
        return new ModelFiles(found);
    }

    public Optional<Path> find(String name) {
        return Optional.ofNullable(files.get(name));
    }
}
