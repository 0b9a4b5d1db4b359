package io.aifactory.contracts.model;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The files of a model version, sorted by path.
 *
 * @param format always {@link #FORMAT}
 * @param files every file, each with its digest
 */
public record ModelManifest(String format, List<ModelFile> files) {
    public static final String FORMAT = "aifactory.model/1";

    public ModelManifest {
        files = List.copyOf(files).stream().sorted(Comparator.comparing(ModelFile::path)).toList();
    }

    public static ModelManifest of(List<ModelFile> files) {
        return new ModelManifest(FORMAT, files);
    }

    public Optional<ModelFile> file(String path) {
        return files.stream().filter(f -> f.path().equals(path)).findFirst();
    }

    public long totalBytes() {
        return files.stream().mapToLong(ModelFile::bytes).sum();
    }
}
