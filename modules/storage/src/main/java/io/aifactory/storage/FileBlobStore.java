package io.aifactory.storage;

import io.aifactory.contracts.Digest;
import io.aifactory.contracts.error.ErrorCode;
import io.aifactory.contracts.error.FactoryException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;

/**
 * Blobs as files of one folder on a local disk.
 *
 * <pre>
 *   blobs/sha256/ab/cdef…  published blobs, read-only
 *   tmp/                   being written, locked by the writer; removed at the next start after it died
 *   quarantine/            blobs whose bytes did not match their digest
 * </pre>
 *
 * A write is a temporary file, forced to the device, renamed, and the folder forced: a blob is
 * whole or absent whatever is killed when. Writers of the same content do not disturb each other,
 * in one process or in several.
 */
public final class FileBlobStore implements BlobStore {
    private final Path blobs;
    private final Path temporary;
    private final Quarantine quarantine;
    private final Quota quota;
    private final FaultPoint faults;

    /**
     * Opens the store in this folder, making it where it does not exist, and removes what dead
     * writers have left.
     *
     * @param root the folder
     * @param quotaBytes bytes that all blobs together may take; 0 means no limit but the device's
     * @throws FactoryException {@code UNAVAILABLE} if the folder cannot be used, {@code
     *     STORAGE_FULL} if there is no room for it
     */
    public FileBlobStore(Path root, long quotaBytes) {
        this(root, quotaBytes, FaultPoint.NONE);
    }

    FileBlobStore(Path root, long quotaBytes, FaultPoint faults) {
        Path absolute = root.toAbsolutePath().normalize();
        this.blobs = absolute.resolve("blobs").resolve("sha256");
        this.temporary = absolute.resolve("tmp");
        this.quarantine = new Quarantine(absolute.resolve("quarantine"));
        this.quota = new Quota(blobs, quotaBytes);
        this.faults = faults;
        DeviceErrors.writing(
                absolute,
                () -> {
                    Folders.createFanOut(blobs);
                    Folders.create(temporary);
                    Leftovers.removeFrom(temporary);
                });
    }

    @Override
    public Digest put(byte[] content) {
        Digest digest = Digest.of(content);
        if (acknowledgesPresent(new Content(digest, content.length))) {
            return digest;
        }
        try {
            return put(new ByteArrayInputStream(content), content.length);
        } catch (IOException e) {
            throw new IllegalStateException("reading from memory failed", e);
        }
    }

    @Override
    public Digest put(Path file) throws IOException {
        Content content = Content.of(file);
        if (acknowledgesPresent(content)) {
            return content.digest();
        }
        try (InputStream in = Files.newInputStream(file)) {
            return put(in, Long.MAX_VALUE);
        }
    }

    @Override
    public Digest put(InputStream content, long maxBytes) throws IOException {
        TemporaryFile file =
                DeviceErrors.writing(temporary, () -> TemporaryFile.createIn(temporary));
        try (Quota.Reservation reservation = quota.reservation()) {
            passed(WriteStep.TEMPORARY_CREATED);
            Content written = copy(content, maxBytes, file, reservation);
            passed(WriteStep.BYTES_WRITTEN);
            boolean isNew = !isPresent(written);
            DeviceErrors.writing(temporary, () -> publish(file, written.digest()));
            if (isNew) {
                reservation.keep();
            }
            return written.digest();
        } finally {
            DeviceErrors.writing(temporary, file::close);
        }
    }

    private Content copy(
            InputStream content, long maxBytes, TemporaryFile file, Quota.Reservation reservation)
            throws IOException {
        MessageDigest sha256 = Digest.newMessageDigest();
        byte[] chunk = new byte[Content.CHUNK_BYTES];
        long total = 0;
        for (int n = content.read(chunk); n >= 0; n = content.read(chunk)) {
            if (n > maxBytes - total) {
                throw tooLarge("The content", maxBytes);
            }
            total += n;
            reservation.add(n);
            sha256.update(chunk, 0, n);
            ByteBuffer bytes = ByteBuffer.wrap(chunk, 0, n);
            DeviceErrors.writing(temporary, () -> file.write(bytes));
        }
        return new Content(Digest.ofRaw(sha256.digest()), total);
    }

    private void publish(TemporaryFile file, Digest digest) throws IOException {
        Path target = pathOf(digest);
        file.force();
        faults.reached(WriteStep.FORCED);
        // Also over an equal blob: that costs nothing more, and heals one that is damaged.
        file.publish(target);
        if (!target.toFile().setReadOnly()) {
            throw new IOException("a published file cannot be made read-only");
        }
        faults.reached(WriteStep.RENAMED);
        Folders.force(folderOf(digest));
        faults.reached(WriteStep.DIRECTORY_FORCED);
    }

    private void passed(WriteStep step) {
        DeviceErrors.writing(temporary, () -> faults.reached(step));
    }

    /** Whether the content is there; if so, durably from now on, whoever has written it. */
    private boolean acknowledgesPresent(Content content) {
        if (!isPresent(content)) {
            return false;
        }
        DeviceErrors.writing(temporary, () -> Folders.force(folderOf(content.digest())));
        return true;
    }

    private boolean isPresent(Content content) {
        try {
            return Files.size(pathOf(content.digest())) == content.bytes();
        } catch (NoSuchFileException e) {
            return false;
        } catch (IOException e) {
            throw DeviceErrors.whileReading(e);
        }
    }

    @Override
    public boolean contains(Digest digest) {
        return Files.isRegularFile(pathOf(digest));
    }

    @Override
    public long size(Digest digest) {
        return reading(digest, () -> Files.size(pathOf(digest)));
    }

    @Override
    public InputStream open(Digest digest) {
        return reading(digest, () -> Files.newInputStream(pathOf(digest)));
    }

    @Override
    public InputStream open(Digest digest, long offset, long length) {
        if (offset < 0 || length < 0) {
            throw new IllegalArgumentException(
                    "offset " + offset + " and length " + length + " must not be negative");
        }
        return reading(
                digest,
                () -> {
                    FileChannel channel = FileChannel.open(pathOf(digest), StandardOpenOption.READ);
                    channel.position(offset);
                    return new BoundedStream(Channels.newInputStream(channel), length);
                });
    }

    @Override
    public byte[] read(Digest digest, int maxBytes) {
        byte[] content =
                reading(
                        digest,
                        () -> {
                            try (FileChannel channel =
                                    FileChannel.open(pathOf(digest), StandardOpenOption.READ)) {
                                if (channel.size() > maxBytes) {
                                    throw tooLarge("Blob " + digest, maxBytes);
                                }
                                return Channels.newInputStream(channel)
                                        .readNBytes((int) channel.size());
                            }
                        });
        if (!Digest.of(content).equals(digest)) {
            throw quarantined(digest);
        }
        return content;
    }

    @Override
    public Path localFile(Digest digest) {
        if (!contains(digest)) {
            throw absent(digest);
        }
        return pathOf(digest);
    }

    @Override
    public void verify(Digest digest) {
        Content content = reading(digest, () -> Content.of(pathOf(digest)));
        if (!content.digest().equals(digest)) {
            throw quarantined(digest);
        }
    }

    private FactoryException quarantined(Digest digest) {
        DeviceErrors.writing(temporary, () -> quarantine.take(digest, pathOf(digest)));
        return new FactoryException(
                ErrorCode.CONTENT_DAMAGED,
                "Blob "
                        + digest
                        + " does not match its digest and was put aside; publish it again.");
    }

    private <T> T reading(Digest digest, DeviceErrors.Operation<T> operation) {
        try {
            return operation.run();
        } catch (NoSuchFileException e) {
            throw absent(digest);
        } catch (IOException e) {
            throw DeviceErrors.whileReading(e);
        }
    }

    private static FactoryException absent(Digest digest) {
        return new FactoryException(
                ErrorCode.NOT_FOUND, "There is no blob " + digest + " in the storage.");
    }

    private static FactoryException tooLarge(String what, long maxBytes) {
        return new FactoryException(
                ErrorCode.LIMIT_EXCEEDED,
                what + " is larger than the " + maxBytes + " bytes that are allowed here.");
    }

    private Path pathOf(Digest digest) {
        return blobs.resolve(digest.fanOutPath());
    }

    private Path folderOf(Digest digest) {
        return blobs.resolve(digest.hex().substring(0, 2));
    }
}
