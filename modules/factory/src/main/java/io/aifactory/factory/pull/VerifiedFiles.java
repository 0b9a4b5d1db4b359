package io.aifactory.factory.pull;

import io.aifactory.contracts.Digest;
import io.aifactory.factory.work.Watch;
import io.aifactory.factory.work.WatchedInput;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.util.Optional;

/**
 * Files that were fetched before, by digest. They may be removed at any time: that costs another
 * download only.
 */
final class VerifiedFiles {
    private final Path folder;

    VerifiedFiles(Path folder) {
        this.folder = folder;
    }

    /** The file with this content, compared with its digest; a damaged one is removed. */
    Optional<Path> find(CatalogueFile wanted, Watch watch) throws IOException {
        Path file = pathOf(wanted.digest());
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        if (Files.size(file) == wanted.bytes() && digestOf(file, watch).equals(wanted.digest())) {
            return Optional.of(file);
        }
        Files.deleteIfExists(file);
        return Optional.empty();
    }

    /** Moves a file here whose content was compared with this digest; appears whole. */
    Path keep(Path verified, Digest digest) throws IOException {
        Files.createDirectories(folder);
        return Files.move(verified, pathOf(digest), StandardCopyOption.ATOMIC_MOVE);
    }

    /** The digest of a file's content. */
    static Digest digestOf(Path file, Watch watch) throws IOException {
        try (InputStream raw = Files.newInputStream(file);
                var watched = new WatchedInput(raw, Files.size(file), watch);
                var in = new DigestInputStream(watched, Digest.newMessageDigest())) {
            in.transferTo(OutputStream.nullOutputStream());
            return Digest.ofRaw(in.getMessageDigest().digest());
        }
    }

    private Path pathOf(Digest digest) {
        return folder.resolve(digest.hex());
    }
}
