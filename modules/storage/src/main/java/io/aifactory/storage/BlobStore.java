package io.aifactory.storage;

import io.aifactory.contracts.Digest;
import io.aifactory.contracts.error.FactoryException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/**
 * Immutable byte sequences, found by the digest of their content. Thread-safe; several processes
 * may share one store.
 *
 * <p>Every method that writes throws a {@link FactoryException} with {@code STORAGE_FULL} when the
 * device or the quota is full, and leaves nothing visible behind. Reading a digest that is not
 * there throws one with {@code NOT_FOUND}.
 */
public interface BlobStore {
    /**
     * Publishes these bytes; returns after they are durable. Publishing the same content again
     * costs a digest only.
     */
    Digest put(byte[] content);

    /**
     * Publishes what the stream yields, without holding it in memory; the caller closes the stream.
     *
     * @param maxBytes more than this many bytes are refused with {@code LIMIT_EXCEEDED}
     * @throws IOException if the stream itself fails
     */
    Digest put(InputStream content, long maxBytes) throws IOException;

    /** Publishes the content of a file, which stays where it is. */
    Digest put(Path file) throws IOException;

    boolean contains(Digest digest);

    /** Size in bytes. */
    long size(Digest digest);

    /** Reads the whole blob, from the first byte. */
    InputStream open(Digest digest);

    /**
     * Reads {@code length} bytes from {@code offset}; fewer only if the blob ends before.
     *
     * @throws IllegalArgumentException if offset or length is negative
     */
    InputStream open(Digest digest, long offset, long length);

    /**
     * The whole blob in memory, after comparing it with its digest.
     *
     * @param maxBytes larger blobs are refused with {@code LIMIT_EXCEEDED} before anything is
     *     allocated
     * @throws FactoryException {@code CONTENT_DAMAGED} if the bytes do not match the digest
     */
    byte[] read(Digest digest, int maxBytes);

    /** A file on this machine with the blob's content, to be mapped and never changed. */
    Path localFile(Digest digest);

    /**
     * Reads the blob and compares it with its digest.
     *
     * @throws FactoryException {@code CONTENT_DAMAGED} if they differ; the blob is moved to
     *     quarantine first
     */
    void verify(Digest digest);
}
