package io.aifactory.inference.tier;

import io.aifactory.contracts.error.ErrorCode;
import io.aifactory.contracts.error.FactoryException;
import io.aifactory.contracts.worker.BlockHash;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Set;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Places for blocks in one file. Keys and values tell what tenants have asked, so a block is
 * encrypted and authenticated (AES-256 in Galois/counter mode, NIST SP 800-38D) together with its
 * name and its place, with a key that only this object's memory holds: when the process has gone
 * nobody can read the file, and what has been damaged or exchanged is noticed. A nonce is a number
 * that is used once. Where the system allows it the file has no name from the beginning. For one
 * thread.
 */
final class DiskSlab implements AutoCloseable {
    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BYTES = 16;

    private final FileChannel file;
    private final long blockBytes;
    private final long[] nonces;
    private final SecretKey key;
    private final ByteBuffer sealed;
    private long lastNonce;

    /**
     * @param file readable and writable; closed by this object
     */
    DiskSlab(FileChannel file, int blocks, long blockBytes) {
        this.file = file;
        this.blockBytes = blockBytes;
        this.nonces = new long[blocks];
        byte[] secret = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(secret);
        this.key = new SecretKeySpec(secret, "AES");
        this.sealed = ByteBuffer.allocateDirect(Math.toIntExact(blockBytes + TAG_BYTES));
    }

    /**
     * Makes the file, which is deleted when this is closed.
     *
     * @throws FactoryException {@code UNAVAILABLE} if that cannot be done
     */
    static DiskSlab in(Path folder, int blocks, long blockBytes) {
        try {
            Files.createDirectories(folder);
            Path path = newFile(folder);
            FileChannel file =
                    FileChannel.open(
                            path,
                            StandardOpenOption.READ,
                            StandardOpenOption.WRITE,
                            StandardOpenOption.DELETE_ON_CLOSE);
            file.write(ByteBuffer.allocate(1), blocks * (blockBytes + TAG_BYTES) - 1);
            return new DiskSlab(file, blocks, blockBytes);
        } catch (IOException e) {
            throw new FactoryException(
                    ErrorCode.UNAVAILABLE,
                    "The file of the disk pool cannot be made in "
                            + folder
                            + ": see aifactory.inference.disk-pool and disk-pool-folder.",
                    e);
        }
    }

    private static Path newFile(Path folder) throws IOException {
        Set<String> views = folder.getFileSystem().supportedFileAttributeViews();
        return views.contains("posix")
                ? Files.createTempFile(
                        folder,
                        "kv",
                        ".blocks",
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")))
                : Files.createTempFile(folder, "kv", ".blocks");
    }

    /**
     * Writes a block over what stood at its place.
     *
     * @param block its bytes, all that is left in the buffer
     * @throws IOException if the disk is full or fails
     */
    void write(int place, BlockHash name, ByteBuffer block) throws IOException {
        long nonce = ++lastNonce;
        nonces[place] = nonce;
        sealed.clear();
        run(Cipher.ENCRYPT_MODE, place, name, nonce, block, sealed);
        sealed.flip();
        long position = position(place);
        while (sealed.hasRemaining()) {
            position += file.write(sealed, position);
        }
    }

    /**
     * Reads a block.
     *
     * @param block takes its bytes
     * @throws IOException if the disk fails, or what stands there is not what was written
     */
    void read(int place, BlockHash name, ByteBuffer block) throws IOException {
        sealed.clear();
        long position = position(place);
        while (sealed.hasRemaining()) {
            int count = file.read(sealed, position);
            if (count < 0) {
                throw new EOFException("the file has been cut");
            }
            position += count;
        }
        sealed.flip();
        run(Cipher.DECRYPT_MODE, place, name, nonces[place], sealed, block);
    }

    private long position(int place) {
        return place * (blockBytes + TAG_BYTES);
    }

    private void run(
            int mode, int place, BlockHash name, long nonce, ByteBuffer from, ByteBuffer to)
            throws IOException {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            byte[] iv = ByteBuffer.allocate(NONCE_BYTES).putInt(0).putLong(nonce).array();
            cipher.init(mode, key, new GCMParameterSpec(8 * TAG_BYTES, iv));
            cipher.updateAAD(
                    ByteBuffer.allocate(2 * Long.BYTES + Integer.BYTES)
                            .putLong(name.high())
                            .putLong(name.low())
                            .putInt(place)
                            .flip());
            cipher.doFinal(from, to);
        } catch (AEADBadTagException e) {
            throw new IOException("the block is damaged", e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES in Galois/counter mode failed", e);
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
