package io.aifactory.languagemodel.weights;

import io.aifactory.languagemodel.ModelFormatException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * A safetensors file, mapped for reading; files beyond 2 GiB are fine. Segments are valid until the
 * file is closed, and may be read by any thread.
 */
public final class SafetensorsFile implements AutoCloseable {
    private final Arena arena;
    private final MemorySegment data;
    private final SafetensorsHeader header;
    private final String name;

    private SafetensorsFile(
            Arena arena, MemorySegment data, SafetensorsHeader header, String name) {
        this.arena = arena;
        this.data = data;
        this.header = header;
        this.name = name;
    }

    /**
     * @throws ModelFormatException if the header is not valid or does not fit the file
     */
    public static SafetensorsFile open(Path file) throws IOException {
        return MappedFile.open(
                file,
                (arena, whole, name) -> {
                    SafetensorsHeader header = SafetensorsHeader.read(name, whole);
                    MemorySegment data = whole.asSlice(header.dataStart());
                    return new SafetensorsFile(arena, data, header, name);
                });
    }

    /** By name, in the order of the header. */
    public Map<String, TensorEntry> tensors() {
        return header.tensors();
    }

    public Map<String, String> metadata() {
        return header.metadata();
    }

    public Optional<TensorEntry> find(String tensor) {
        return Optional.ofNullable(header.tensors().get(tensor));
    }

    /**
     * @throws ModelFormatException if there is no such tensor
     */
    public TensorEntry require(String tensor) {
        return find(tensor)
                .orElseThrow(() -> new ModelFormatException(name + " lacks tensor " + tensor));
    }

    /** The bytes of a tensor of this file, read-only, little-endian. */
    public MemorySegment segment(TensorEntry tensor) {
        return data.asSlice(tensor.offset(), tensor.bytes());
    }

    @Override
    public void close() {
        arena.close();
    }
}
