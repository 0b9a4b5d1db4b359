package io.aifactory.storage;

import io.aifactory.contracts.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;

/**
 * What a file holds.
 *
 * @param digest of its bytes
 * @param bytes its size
 */
record Content(Digest digest, long bytes) {
    static final int CHUNK_BYTES = 128 << 10;

    /** Reads the whole file. */
    static Content of(Path file) throws IOException {
        MessageDigest sha256 = Digest.newMessageDigest();
        byte[] chunk = new byte[CHUNK_BYTES];
        long total = 0;
        try (InputStream in = Files.newInputStream(file)) {
            for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
                sha256.update(chunk, 0, n);
                total += n;
            }
        }
        return new Content(Digest.ofRaw(sha256.digest()), total);
    }
}
