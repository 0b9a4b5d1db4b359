package io.aifactory.languagemodel.gguf;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What stands before the data of a GGUF file.
 *
 * @param version of the container: 2 or 3
 * @param tensors by name, in the order of the file
 * @param dataStart position of the data section in the file
 */
record GgufHeader(
        int version, GgufMetadata metadata, Map<String, GgufTensor> tensors, long dataStart) {
    private static final int MAGIC = 0x46554747; // "GGUF", read as little-endian
    private static final long MAX_BYTES = 256L << 20;
    private static final int MAX_KEYS = 1 << 16;
    private static final int MAX_KEY = 1024;
    private static final int MAX_TENSORS = 100_000;
    private static final int MAX_NAME = 256;
    private static final int MAX_DIMENSIONS = 4;
    private static final int MAX_NESTING = 4;
    private static final int MAX_ALIGNMENT = 1 << 20;
    private static final long DEFAULT_ALIGNMENT = 32;
    private static final int KEY_AT_LEAST = 8 + 4 + 1;
    private static final int TENSOR_AT_LEAST = 8 + 4 + 4 + 8;

    /**
     * @param file name for messages
     * @param whole the file
     * @throws io.aifactory.languagemodel.ModelFormatException if anything in it is not valid
     */
    static GgufHeader parse(String file, MemorySegment whole) {
        MemorySegment head = whole.asSlice(0, Math.min(whole.byteSize(), MAX_BYTES));
        GgufCursor cursor = new GgufCursor(file, head, 0);
        int version = version(cursor);
        long tensorCount = cursor.count(MAX_TENSORS, TENSOR_AT_LEAST, "the number of tensors");
        long keyCount = cursor.count(MAX_KEYS, KEY_AT_LEAST, "the number of metadata keys");
        Map<String, GgufValue> values = new LinkedHashMap<>();
        for (long i = 0; i < keyCount; i++) {
            String key = cursor.text(MAX_KEY, "metadata key " + i);
            if (values.putIfAbsent(key, value(cursor, key)) != null) {
                throw cursor.bad("repeats the metadata key " + key);
            }
        }
        GgufMetadata metadata = new GgufMetadata(file, whole, Collections.unmodifiableMap(values));
        long alignment = alignment(cursor, metadata);
        Map<String, GgufTensor> tensors = new LinkedHashMap<>();
        for (long i = 0; i < tensorCount; i++) {
            GgufTensor tensor = tensor(cursor, i, alignment);
            if (tensors.putIfAbsent(tensor.name(), tensor) != null) {
                throw cursor.bad("repeats tensor " + tensor.name());
            }
        }
        long dataStart = (cursor.position() + alignment - 1) / alignment * alignment;
        if (dataStart > whole.byteSize() && tensorCount > 0) {
            throw cursor.bad("ends before its data");
        }
        checkRanges(cursor, tensors, whole.byteSize() - dataStart);
        return new GgufHeader(version, metadata, Collections.unmodifiableMap(tensors), dataStart);
    }

    private static int version(GgufCursor cursor) {
        int magic = cursor.int32("its header");
        if (magic == Integer.reverseBytes(MAGIC)) {
            throw cursor.bad("is a big-endian GGUF file; supported: little-endian");
        }
        if (magic != MAGIC) {
            throw cursor.bad("is not a GGUF file");
        }
        int version = cursor.int32("its header");
        if (version != 0 && (version & 0xFFFF) == 0) {
            throw cursor.bad("is a big-endian GGUF file; supported: little-endian");
        }
        if (version != 2 && version != 3) {
            throw cursor.bad(
                    "has GGUF version "
                            + Integer.toUnsignedString(version)
                            + "; supported: 2 and 3");
        }
        return version;
    }

    private static GgufValue value(GgufCursor cursor, String key) {
        GgufType type = GgufType.read(cursor, key);
        return switch (type) {
            case STRING -> {
                long position = cursor.position();
                cursor.skipText(GgufMetadata.MAX_TEXT, key);
                yield new GgufValue.Text(position);
            }
            case ARRAY -> {
                GgufType element = GgufType.read(cursor, key);
                long length = cursor.count(Integer.MAX_VALUE, element.bytes(), key);
                long position = cursor.position();
                skip(cursor, element, length, key, 1);
                yield new GgufValue.Sequence(element, length, position);
            }
            default -> GgufMetadata.scalar(cursor, type, key);
        };
    }

    /** Walks over the elements of an array without keeping them. */
    private static void skip(GgufCursor cursor, GgufType type, long length, String key, int depth) {
        if (depth > MAX_NESTING) {
            throw cursor.bad("nests arrays too deeply at " + key);
        }
        if (!type.variable()) {
            cursor.skip(length * type.bytes(), key);
            return;
        }
        for (long i = 0; i < length; i++) {
            if (type == GgufType.STRING) {
                cursor.skipText(GgufMetadata.MAX_TEXT, key);
            } else {
                GgufType inner = GgufType.read(cursor, key);
                long innerLength = cursor.count(Integer.MAX_VALUE, inner.bytes(), key);
                skip(cursor, inner, innerLength, key, depth + 1);
            }
        }
    }

    private static long alignment(GgufCursor cursor, GgufMetadata metadata) {
        long alignment = metadata.whole("general.alignment").orElse(DEFAULT_ALIGNMENT);
        if (alignment < 8 || alignment > MAX_ALIGNMENT || Long.bitCount(alignment) != 1) {
            throw cursor.bad("has the impossible general.alignment " + alignment);
        }
        return alignment;
    }

    private static GgufTensor tensor(GgufCursor cursor, long index, long alignment) {
        String name = cursor.text(MAX_NAME, "the name of tensor " + index);
        String where = "tensor " + name;
        int dimensions = cursor.int32(where);
        if (dimensions < 0 || dimensions > MAX_DIMENSIONS) {
            throw cursor.bad(
                    "gives " + where + " " + Integer.toUnsignedString(dimensions) + " dimensions");
        }
        List<Long> shape = new ArrayList<>(dimensions);
        long values = 1;
        for (int i = 0; i < dimensions; i++) {
            long dimension = cursor.int64(where);
            if (dimension < 1 || Math.multiplyHigh(values, dimension) != 0) {
                throw cursor.bad("has an impossible shape at " + where);
            }
            values *= dimension;
            if (values < 0) {
                throw cursor.bad("has an impossible shape at " + where);
            }
            shape.addFirst(dimension);
        }
        BlockFormat format = BlockFormat.read(cursor, where);
        long columns = dimensions == 0 ? 1 : shape.getLast();
        if (columns % format.blockValues() != 0) {
            throw cursor.bad(
                    "has rows of %d values at %s, which are no whole %s blocks of %d"
                            .formatted(columns, where, format, format.blockValues()));
        }
        long blocks = values / format.blockValues();
        if (blocks > Long.MAX_VALUE / format.blockBytes()) {
            throw cursor.bad("has an impossible shape at " + where);
        }
        long offset = cursor.int64(where);
        if (offset < 0 || offset % alignment != 0) {
            throw cursor.bad("has an offset that is not aligned at " + where);
        }
        return new GgufTensor(name, format, shape, offset, blocks * format.blockBytes());
    }

    private static void checkRanges(
            GgufCursor cursor, Map<String, GgufTensor> tensors, long dataBytes) {
        List<GgufTensor> ordered = new ArrayList<>(tensors.values());
        ordered.sort(Comparator.comparingLong(GgufTensor::offset));
        long reached = 0;
        for (GgufTensor tensor : ordered) {
            if (tensor.offset() < reached) {
                throw cursor.bad("has tensors that overlap at " + tensor.name());
            }
            if (tensor.offset() > dataBytes || tensor.bytes() > dataBytes - tensor.offset()) {
                throw cursor.bad("ends inside tensor " + tensor.name());
            }
            reached = tensor.offset() + tensor.bytes();
        }
    }
}
