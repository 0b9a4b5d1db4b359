package io.aifactory.factory.npm;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** Makes archives as npm packs them. */
public final class Archives {
    private Archives() {}

    /** What else goes into an archive. */
    @FunctionalInterface
    public interface Content {
        void write(TarArchiveOutputStream tar) throws IOException;
    }

    /** An archive of these files. */
    public static Path of(Path target, Map<String, byte[]> files) throws IOException {
        return of(
                target,
                tar -> {
                    for (Map.Entry<String, byte[]> file : files.entrySet()) {
                        put(tar, file.getKey(), file.getValue());
                    }
                });
    }

    public static Path of(Path target, Content content) throws IOException {
        try (OutputStream out = Files.newOutputStream(target);
                var tar = new TarArchiveOutputStream(new GZIPOutputStream(out))) {
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
            content.write(tar);
        }
        return target;
    }

    public static void put(TarArchiveOutputStream tar, String name, byte[] content)
            throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(name, true);
        entry.setSize(content.length);
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
    }
}
