package io.aifactory.languagemodel.weights;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes a safetensors file as a stream: the header is known from the plan, the contents follow in
 * the plan's order. The same plan and contents give the same bytes. The file is forced to disk
 * before the writer returns; making it visible under its final name is the caller's.
 */
public final class SafetensorsWriter {
    private final Map<String, String> metadata;
    private final List<TensorEntry> plan = new ArrayList<>();
    private long end;

    /** Gives the content of one tensor, in as many pieces as it likes. */
    @FunctionalInterface
    public interface Content {
        void writeTo(TensorEntry tensor, Sink sink) throws IOException;
    }

    /** Takes the next bytes of the tensor being written. */
    @FunctionalInterface
    public interface Sink {
        void write(ByteBuffer bytes) throws IOException;
    }

    public SafetensorsWriter(Map<String, String> metadata) {
        this.metadata = new LinkedHashMap<>(metadata);
    }

    /** Plans the next tensor. */
    public SafetensorsWriter add(String name, TensorType type, List<Long> shape) {
        long bytes = type.bytes();
        for (long dimension : shape) {
            bytes = Math.multiplyExact(bytes, dimension);
        }
        plan.add(new TensorEntry(name, type, shape, end, bytes));
        end += bytes;
        return this;
    }

    /** Writes a new file; fails if it exists. */
    public void write(Path file, Content content) throws IOException {
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            writeFully(channel, header());
            for (TensorEntry tensor : plan) {
                long before = channel.position();
                content.writeTo(tensor, bytes -> writeFully(channel, bytes));
                if (channel.position() - before != tensor.bytes()) {
                    throw new IllegalStateException(
                            "content of " + tensor.name() + " has not the planned size");
                }
            }
            channel.force(true);
        }
    }

    /** Length, JSON, and spaces up to a multiple of 8, so that the data section is aligned. */
    private ByteBuffer header() throws IOException {
        ByteArrayOutputStream json = new ByteArrayOutputStream();
        try (JsonGenerator generator = new JsonFactory().createGenerator(json)) {
            generator.writeStartObject();
            if (!metadata.isEmpty()) {
                generator.writeObjectFieldStart("__metadata__");
                for (Map.Entry<String, String> entry : metadata.entrySet()) {
                    generator.writeStringField(entry.getKey(), entry.getValue());
                }
                generator.writeEndObject();
            }
            for (TensorEntry tensor : plan) {
                generator.writeObjectFieldStart(tensor.name());
                generator.writeStringField("dtype", tensor.type().name());
                generator.writeFieldName("shape");
                long[] shape = tensor.shape().stream().mapToLong(Long::longValue).toArray();
                generator.writeArray(shape, 0, shape.length);
                generator.writeFieldName("data_offsets");
                long[] range = {tensor.offset(), tensor.offset() + tensor.bytes()};
                generator.writeArray(range, 0, range.length);
                generator.writeEndObject();
            }
            generator.writeEndObject();
        }
        while (json.size() % Long.BYTES != 0) {
            json.write(' ');
        }
        ByteBuffer header =
                ByteBuffer.allocate(Long.BYTES + json.size()).order(ByteOrder.LITTLE_ENDIAN);
        return header.putLong(json.size()).put(json.toByteArray()).flip();
    }

    private static void writeFully(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }
}
