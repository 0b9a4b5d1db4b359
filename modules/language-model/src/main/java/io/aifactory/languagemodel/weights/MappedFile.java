package io.aifactory.languagemodel.weights;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Maps whole files for reading, beyond 2 GiB too. The file must not shrink while it is mapped. */
public final class MappedFile {
    private MappedFile() {}

    /** Makes something of a file's bytes. */
    @FunctionalInterface
    public interface Reader<T> {
        /**
         * @param arena keeps the bytes; for the result to close
         * @param whole the file, read-only
         * @param name the file's own name, without folder
         */
        T read(Arena arena, MemorySegment whole, String name) throws IOException;
    }

    /**
     * Maps a file and makes something of it, which may be used by any thread.
     *
     * @return what the reader made; the file is let go if it fails
     */
    public static <T> T open(Path file, Reader<T> reader) throws IOException {
        Arena arena = Arena.ofShared();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return reader.read(
                    arena,
                    channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena),
                    String.valueOf(file.getFileName()));
        } catch (Throwable failure) {
            arena.close();
            throw failure;
        }
    }
}
