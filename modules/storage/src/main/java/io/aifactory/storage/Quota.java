package io.aifactory.storage;

import io.aifactory.contracts.error.ErrorCode;
import io.aifactory.contracts.error.FactoryException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/**
 * How many bytes the blobs of a folder may take together.
 *
 * <p>The folder is measured at the first write, again before anything is refused, and otherwise
 * when the last measurement is older than {@link #STALE}: what other processes write in between is
 * counted late, so that together they may overshoot by that much.
 */
final class Quota {
    private static final Duration STALE = Duration.ofSeconds(30);

    private final Path folder;
    private final long limit;
    private long measured;
    private long measuredAt;
    private boolean known;
    private long reserved;

    /**
     * @param limit bytes; 0 means no limit, and nothing is measured
     */
    Quota(Path folder, long limit) {
        if (limit < 0) {
            throw new IllegalArgumentException("the quota is negative: " + limit);
        }
        this.folder = folder;
        this.limit = limit;
    }

    /** Room for one blob; closing gives back what did not become one. */
    Reservation reservation() {
        return new Reservation();
    }

    private synchronized void reserve(long bytes) {
        if (limit == 0) {
            return;
        }
        if (!known || System.nanoTime() - measuredAt > STALE.toNanos()) {
            measure();
        }
        if (exceededBy(bytes)) {
            measure();
        }
        if (exceededBy(bytes)) {
            throw new FactoryException(
                    ErrorCode.STORAGE_FULL,
                    "The storage quota of "
                            + limit
                            + " bytes is used up; remove what is not needed or raise the quota.");
        }
        reserved += bytes;
    }

    private synchronized void settle(long bytes, boolean published) {
        if (limit == 0) {
            return;
        }
        reserved -= bytes;
        if (published) {
            measured += bytes;
        }
    }

    private boolean exceededBy(long bytes) {
        return bytes > limit - measured - reserved;
    }

    private void measure() {
        try (Stream<Path> files = Files.walk(folder)) {
            measured = files.mapToLong(Quota::sizeOfFile).sum();
        } catch (IOException | UncheckedIOException e) {
            throw new FactoryException(
                    ErrorCode.UNAVAILABLE, "The storage cannot be measured; see the log.", e);
        }
        measuredAt = System.nanoTime();
        known = true;
    }

    private static long sizeOfFile(Path path) {
        try {
            return Files.isRegularFile(path) ? Files.size(path) : 0;
        } catch (NoSuchFileException e) {
            return 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Bytes set aside for a blob that is being written. Belongs to one thread. */
    final class Reservation implements AutoCloseable {
        private long bytes;
        private boolean published;

        /**
         * Sets more bytes aside, before they are written.
         *
         * @throws FactoryException {@code STORAGE_FULL} if the limit would be passed
         */
        void add(long more) {
            reserve(more);
            bytes += more;
        }

        /** The bytes have become a new blob and stay taken. */
        void keep() {
            published = true;
        }

        @Override
        public void close() {
            settle(bytes, published);
        }
    }
}
