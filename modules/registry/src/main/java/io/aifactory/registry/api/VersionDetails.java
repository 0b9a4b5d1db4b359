package io.aifactory.registry.api;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.aifactory.contracts.model.ModelFile;
import io.aifactory.contracts.model.ModelManifest;
import io.aifactory.registry.catalogue.RegisteredVersion;
import java.util.List;

/**
 * A model version and its files.
 *
 * @param version the version
 * @param contents its files, by path
 */
record VersionDetails(@JsonUnwrapped VersionView version, List<FileView> contents) {
    /**
     * One file.
     *
     * @param path relative to the model's folder
     * @param digest of its bytes
     * @param bytes its size
     */
    record FileView(String path, String digest, long bytes) {
        static FileView of(ModelFile file) {
            return new FileView(file.path(), file.digest().value(), file.bytes());
        }
    }

    static VersionDetails of(RegisteredVersion version, ModelManifest manifest) {
        return new VersionDetails(
                VersionView.of(version), manifest.files().stream().map(FileView::of).toList());
    }
}
