package io.aifactory.languagemodel.gguf;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes GGUF files for tests, valid ones and, through its fields, others. */
final class GgufBytes {
    private final Map<String, Object> metadata = new LinkedHashMap<>();
    private final List<Tensor> tensors = new ArrayList<>();
    int version = 3;
    int alignment = 32;
    private long end;

    @SuppressWarnings("ArrayRecordComponent") // only written
    private record Tensor(String name, List<Long> shape, int type, long offset, byte[] content) {}

    /** Integer → UINT32, Long → UINT64, Float, Double, Boolean, String, List of one of these. */
    GgufBytes with(String key, Object value) {
        metadata.put(key, value);
        return this;
    }

    GgufBytes without(String key) {
        metadata.remove(key);
        return this;
    }

    /** A float32 tensor. */
    GgufBytes tensor(String name, List<Long> shape, float[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES);
        bytes.order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(values);
        return tensor(name, shape, BlockFormat.F32.number(), end, bytes.array());
    }

    /**
     * @param shape outermost first
     * @param offset as the file shall say it
     */
    GgufBytes tensor(String name, List<Long> shape, int type, long offset, byte[] content) {
        tensors.add(new Tensor(name, shape, type, offset, content));
        end = offset + (content.length + alignment - 1L) / alignment * alignment;
        return this;
    }

    long end() {
        return end;
    }

    byte[] bytes() {
        int data = tensors.stream().mapToInt(t -> t.content().length + alignment).sum();
        ByteBuffer out = ByteBuffer.allocate(headerBound() + data).order(ByteOrder.LITTLE_ENDIAN);
        out.put("GGUF".getBytes(StandardCharsets.US_ASCII)).putInt(version);
        out.putLong(tensors.size()).putLong(metadata.size());
        metadata.forEach((key, value) -> {
            text(out, key);
            out.putInt(type(value));
            value(out, value);
        });
        for (Tensor tensor : tensors) {
            text(out, tensor.name());
            out.putInt(tensor.shape().size());
            tensor.shape().reversed().forEach(out::putLong);
            out.putInt(tensor.type()).putLong(tensor.offset());
        }
        int start = (out.position() + alignment - 1) / alignment * alignment;
        int last = start;
        for (Tensor tensor : tensors) {
            int at = start + (int) Math.min(tensor.offset(), end);
            if (at >= 0 && at + tensor.content().length <= out.capacity()) {
                out.put(at, tensor.content());
                last = Math.max(last, at + tensor.content().length);
            }
        }
        byte[] bytes = new byte[last];
        out.get(0, bytes);
        return bytes;
    }

    GgufFile open(Path folder) throws IOException {
        return GgufFile.open(Files.write(folder.resolve("model.gguf"), bytes()));
    }

    private int headerBound() {
        int bound = 1 << 16;
        for (Object value : metadata.values()) {
            bound += value instanceof List<?> list ? 64 * list.size() : 64;
            bound += value instanceof String text ? 4 * text.length() : 0;
        }
        return bound + 256 * tensors.size();
    }

    private static int type(Object value) {
        return switch (value) {
            case Byte _ -> 1;
            case Integer _ -> 4;
            case Float _ -> 6;
            case Boolean _ -> 7;
            case String _ -> 8;
            case List<?> _ -> 9;
            case Long _ -> 10;
            case Double _ -> 12;
            default -> throw new IllegalArgumentException(value.toString());
        };
    }

    private static void value(ByteBuffer out, Object value) {
        switch (value) {
            case Byte small -> out.put(small);
            case Integer number -> out.putInt(number);
            case Float number -> out.putFloat(number);
            case Boolean flag -> out.put((byte) (flag ? 1 : 0));
            case String text -> text(out, text);
            case List<?> list -> {
                out.putInt(list.isEmpty() ? 4 : type(list.getFirst()));
                out.putLong(list.size());
                list.forEach(element -> value(out, element));
            }
            case Long number -> out.putLong(number);
            case Double number -> out.putDouble(number);
            default -> throw new IllegalArgumentException(value.toString());
        }
    }

    private static void text(ByteBuffer out, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.putLong(bytes.length).put(bytes);
    }
}
