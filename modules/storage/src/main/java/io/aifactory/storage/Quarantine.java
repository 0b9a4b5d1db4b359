package io.aifactory.storage;

import io.aifactory.contracts.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;

/** Where damaged blobs go: out of everyone's way, but kept for whoever looks for the cause. */
final class Quarantine {
    private final Path folder;

    Quarantine(Path folder) {
        this.folder = folder;
    }

    /**
     * Takes a blob that did not match its digest. Another writer may have replaced it with a whole
     * one since it was read; such a blob goes back.
     */
    void take(Digest digest, Path blob) throws IOException {
        Folders.create(folder);
        Path taken = folder.resolve(digest.hex() + "-" + UUID.randomUUID());
        try {
            Files.move(blob, taken, StandardCopyOption.ATOMIC_MOVE);
        } catch (NoSuchFileException e) {
            return; // another reader was faster
        }
        if (Content.of(taken).digest().equals(digest)) {
            Files.move(taken, blob, StandardCopyOption.ATOMIC_MOVE);
        }
        Folders.force(folder);
        Path home = blob.getParent();
        if (home != null) {
            Folders.force(home);
        }
    }
}
