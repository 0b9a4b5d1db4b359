package io.aifactory.factory.npm;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * Reads files out of a package's archive. Names in the archive only choose what is read and never
 * where anything is written; links and devices are not files; what an archive may unfold to is
 * limited.
 */
public final class PackageArchive {
    private static final int MAX_ENTRIES = 10_000;
    private static final int BUFFER = 1 << 16;

    private final Path archive;
    private final long maxBytes;

    /**
     * @param archive a {@code .tgz}
     * @param maxBytes that may be unfolded at most
     */
    public PackageArchive(Path archive, long maxBytes) {
        this.archive = archive;
        this.maxBytes = maxBytes;
    }

    /**
     * Opens the first file of this name.
     *
     * @param entry for example {@code package/model.bin}
     * @throws IOException if the archive is damaged, too large or has no such file
     */
    public InputStream open(String entry) throws IOException {
        InputStream raw = Files.newInputStream(archive);
        try {
            var tar =
                    new TarArchiveInputStream(
                            new Limited(new GZIPInputStream(raw, BUFFER), maxBytes));
            seek(tar, entry);
            return tar;
        } catch (IllegalArgumentException e) {
            raw.close();
            throw new IOException("the archive is damaged", e);
        } catch (Throwable failure) {
            raw.close();
            throw failure;
        }
    }

    private static void seek(TarArchiveInputStream tar, String wanted) throws IOException {
        int seen = 0;
        for (TarArchiveEntry entry = tar.getNextEntry();
                entry != null;
                entry = tar.getNextEntry()) {
            if (entry.getName().equals(wanted)) {
                if (!isPlainFile(entry)) {
                    throw new IOException(wanted + " is not a plain file in the archive");
                }
                return;
            }
            seen++;
            if (seen > MAX_ENTRIES) {
                throw new IOException("the archive has more than " + MAX_ENTRIES + " entries");
            }
        }
        throw new IOException("the archive has no file " + wanted);
    }

    private static boolean isPlainFile(TarArchiveEntry entry) {
        return entry.isFile()
                && !entry.isLink()
                && !entry.isSymbolicLink()
                && !entry.isDirectory()
                && !entry.isSparse()
                && !entry.isBlockDevice()
                && !entry.isCharacterDevice()
                && !entry.isFIFO();
    }

    /** Fails where a stream goes on beyond a limit. */
    private static final class Limited extends FilterInputStream {
        private long left;

        private Limited(InputStream in, long limit) {
            super(in);
            this.left = limit;
        }

        @Override
        public int read() throws IOException {
            int value = in.read();
            count(value < 0 ? 0 : 1);
            return value;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int read = in.read(into, offset, length);
            count(Math.max(read, 0));
            return read;
        }

        @Override
        public long skip(long bytes) throws IOException {
            long skipped = in.skip(bytes);
            count(skipped);
            return skipped;
        }

        private void count(long bytes) throws IOException {
            left -= bytes;
            if (left < 0) {
                throw new IOException("the archive unfolds to more than it may");
            }
        }
    }
}
