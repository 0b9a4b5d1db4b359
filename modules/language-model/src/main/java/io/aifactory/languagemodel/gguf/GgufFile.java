package io.aifactory.languagemodel.gguf;

import io.aifactory.languagemodel.ModelFormatException;
import io.aifactory.languagemodel.weights.MappedFile;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * A GGUF file, mapped for reading; files beyond 2 GiB are fine. Segments and metadata are valid
 * until the file is closed, and may be read by any thread. The file must not shrink meanwhile.
 */
public final class GgufFile implements AutoCloseable {
    private final Arena arena;
    private final MemorySegment whole;
    private final GgufHeader header;
    private final String name;

    private GgufFile(Arena arena, MemorySegment whole, GgufHeader header, String name) {
        this.arena = arena;
        this.whole = whole;
        this.header = header;
        this.name = name;
    }

    /**
     * @throws ModelFormatException if the header is not valid, does not fit the file, or the file
     *     is one part of several
     */
    public static GgufFile open(Path file) throws IOException {
        return MappedFile.open(file, GgufFile::of);
    }

    /** From bytes that the arena keeps. */
    static GgufFile of(Arena arena, MemorySegment whole, String name) {
        GgufFile opened = new GgufFile(arena, whole, GgufHeader.parse(name, whole), name);
        long parts = opened.metadata().whole("split.count").orElse(1);
        if (parts > 1) {
            throw new ModelFormatException(
                    name + " is one of " + parts + " parts; join them to one file first");
        }
        return opened;
    }

    /** The file's own name, without folder. */
    public String name() {
        return name;
    }

    /** Version of the container: 2 or 3. */
    public int version() {
        return header.version();
    }

    public GgufMetadata metadata() {
        return header.metadata();
    }

    /** By name, in the order of the file. */
    public Map<String, GgufTensor> tensors() {
        return header.tensors();
    }

    public Optional<GgufTensor> find(String tensor) {
        return Optional.ofNullable(header.tensors().get(tensor));
    }

    /**
     * @throws ModelFormatException if there is no such tensor
     */
    public GgufTensor require(String tensor) {
        return find(tensor)
                .orElseThrow(() -> new ModelFormatException(name + " lacks tensor " + tensor));
    }

    /** The bytes of a tensor of this file, read-only. */
    public MemorySegment segment(GgufTensor tensor) {
        return whole.asSlice(header.dataStart() + tensor.offset(), tensor.bytes());
    }

    @Override
    public void close() {
        arena.close();
    }
}
