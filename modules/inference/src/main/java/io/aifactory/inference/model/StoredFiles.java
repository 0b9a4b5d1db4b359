package io.aifactory.inference.model;

import io.aifactory.contracts.Digest;
import io.aifactory.contracts.error.ErrorCode;
import io.aifactory.contracts.error.FactoryException;
import io.aifactory.contracts.limits.Limits;
import io.aifactory.contracts.model.ModelFile;
import io.aifactory.contracts.model.ModelManifest;
import io.aifactory.storage.BlobStore;
import io.aifactory.storage.Manifests;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The files that a manifest in storage names, each compared with its digest. */
final class StoredFiles {
    private final BlobStore store;

    StoredFiles(BlobStore store) {
        this.store = store;
    }

    /**
     * @param files local file by name within the version
     */
    record Found(Digest digest, ModelManifest manifest, Map<String, Path> files) {
        Found {
            files = Map.copyOf(files);
        }
    }

    /**
     * @param manifestDigest {@code sha256:<hex>}
     * @throws FactoryException {@code NOT_FOUND}, {@code CONTENT_DAMAGED}, {@code MODEL_INVALID} or
     *     {@code INVALID_REQUEST}
     */
    Found find(String manifestDigest) {
        Digest digest = digest(manifestDigest);
        ModelManifest manifest = new Manifests(store).model(digest);
        if (manifest.files().size() > Limits.MODEL_FILES) {
            throw new FactoryException(
                    ErrorCode.MODEL_INVALID,
                    "The model has %d files; the limit is %d."
                            .formatted(manifest.files().size(), Limits.MODEL_FILES));
        }
        Map<String, Path> files = new HashMap<>();
        for (ModelFile file : manifest.files()) {
            store.verify(file.digest());
            files.put(file.path(), store.localFile(file.digest()));
        }
        return new Found(digest, manifest, files);
    }

    private static Digest digest(String text) {
        try {
            return new Digest(text);
        } catch (IllegalArgumentException e) {
            throw new FactoryException(
                            ErrorCode.INVALID_REQUEST,
                            "manifest_digest must be sha256:<64 hex digits>.",
                            e)
                    .withParameter("manifest_digest");
        }
    }
}
