package io.aifactory.languagemodel.weights;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.aifactory.languagemodel.ModelFormatException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The header of a safetensors file: JSON from tensor name to type, shape and byte range (format
 * description of the safetensors project). The ranges must cover the data section exactly, without
 * hole or overlap.
 *
 * @param tensors by name, in the order of the header
 * @param metadata free text by key
 * @param dataStart position of the data section in the file
 */
record SafetensorsHeader(
        Map<String, TensorEntry> tensors, Map<String, String> metadata, long dataStart) {
    /** Upper bound of the header in bytes, the same as in the reference implementation. */
    static final int MAX_BYTES = 100_000_000;

    static final int MAX_TENSORS = 100_000;
    private static final int MAX_DIMENSIONS = 16;
    private static final int MAX_NAME = 512;

    /** Characters of all free texts together. */
    private static final int MAX_METADATA = 4 << 20;

    private static final ValueLayout.OfLong LONG =
            ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    /** Always UTF-8; names of a hostile file do not stay behind in the JVM's table of strings. */
    private static final JsonFactory JSON =
            JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                    .disable(JsonFactory.Feature.CHARSET_DETECTION)
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNestingDepth(4)
                                    .maxNumberLength(20)
                                    .maxStringLength(1 << 20)
                                    .maxNameLength(MAX_NAME)
                                    .build())
                    .build();

    SafetensorsHeader {
        tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
        metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    }

    /**
     * Reads the length and the JSON that follows it, without a copy: a length that lies costs
     * nothing.
     *
     * @param file name for messages
     */
    static SafetensorsHeader read(String file, MemorySegment whole) {
        if (whole.byteSize() < Long.BYTES) {
            throw bad(file, "is shorter than a safetensors header");
        }
        long length = whole.get(LONG, 0);
        if (length < 2 || length > MAX_BYTES || length > whole.byteSize() - Long.BYTES) {
            throw bad(file, "says its header has " + Long.toUnsignedString(length) + " bytes");
        }
        long dataStart = Long.BYTES + length;
        InputStream json = new SegmentStream(whole.asSlice(Long.BYTES, length));
        return parse(file, json, dataStart, whole.byteSize() - dataStart);
    }

    /**
     * @param file name for messages
     * @param dataBytes size of the data section that follows
     */
    static SafetensorsHeader parse(String file, InputStream json, long dataStart, long dataBytes) {
        Map<String, TensorEntry> tensors = new LinkedHashMap<>();
        Map<String, String> metadata = new LinkedHashMap<>();
        try (JsonParser parser = JSON.createParser(json)) {
            expect(file, parser.nextToken(), JsonToken.START_OBJECT, "the header");
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                expect(file, parser.nextToken(), JsonToken.START_OBJECT, name);
                if (name.equals("__metadata__")) {
                    readMetadata(file, parser, metadata);
                } else {
                    if (tensors.size() == MAX_TENSORS) {
                        throw bad(file, "has more than " + MAX_TENSORS + " tensors");
                    }
                    tensors.put(name, readEntry(file, name, parser));
                }
            }
            expect(file, parser.currentToken(), JsonToken.END_OBJECT, "the header");
            if (parser.nextToken() != null) {
                throw bad(file, "has text after the header's object");
            }
        } catch (IOException e) {
            throw new ModelFormatException(file + " has a header that is not valid JSON", e);
        }
        checkCover(file, tensors.values(), dataBytes);
        return new SafetensorsHeader(tensors, metadata, dataStart);
    }

    private static void readMetadata(String file, JsonParser parser, Map<String, String> into)
            throws IOException {
        long characters = 0;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String key = parser.currentName();
            expect(file, parser.nextToken(), JsonToken.VALUE_STRING, "__metadata__." + key);
            characters += key.length() + parser.getTextLength();
            if (characters > MAX_METADATA) {
                throw bad(file, "has more than " + MAX_METADATA + " characters of metadata");
            }
            into.put(key, parser.getText());
        }
    }

    private static TensorEntry readEntry(String file, String name, JsonParser parser)
            throws IOException {
        String dtype = null;
        List<Long> shape = null;
        List<Long> range = null;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String key = parser.currentName();
            JsonToken value = parser.nextToken();
            switch (key) {
                case "dtype" -> {
                    expect(file, value, JsonToken.VALUE_STRING, name + ".dtype");
                    dtype = parser.getText();
                }
                case "shape" -> shape = readNumbers(file, name + ".shape", parser);
                case "data_offsets" -> range = readNumbers(file, name + ".data_offsets", parser);
                default -> throw bad(file, "has an unknown key " + key + " at tensor " + name);
            }
        }
        if (dtype == null || shape == null || range == null || range.size() != 2) {
            throw bad(file, "lacks dtype, shape or two data_offsets at tensor " + name);
        }
        String typeName = dtype;
        TensorType type =
                TensorType.named(typeName)
                        .orElseThrow(
                                () -> bad(file, "has unknown type " + typeName + " at " + name));
        long bytes = type.bytes();
        try {
            for (long dimension : shape) {
                bytes = Math.multiplyExact(bytes, dimension);
            }
        } catch (ArithmeticException e) {
            throw new ModelFormatException(file + " has too large a shape at " + name, e);
        }
        long begin = range.get(0);
        long end = range.get(1);
        if (end < begin || end - begin != bytes) {
            throw bad(file, "gives " + name + " a byte range that does not fit type and shape");
        }
        return new TensorEntry(name, type, shape, begin, bytes);
    }

    private static List<Long> readNumbers(String file, String where, JsonParser parser)
            throws IOException {
        expect(file, parser.currentToken(), JsonToken.START_ARRAY, where);
        List<Long> numbers = new ArrayList<>();
        while (parser.nextToken() == JsonToken.VALUE_NUMBER_INT) {
            if (numbers.size() == MAX_DIMENSIONS
                    || parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
                    || parser.getLongValue() < 0) {
                throw bad(file, "has a number out of range at " + where);
            }
            numbers.add(parser.getLongValue());
        }
        expect(file, parser.currentToken(), JsonToken.END_ARRAY, where);
        return numbers;
    }

    private static void checkCover(
            String file, java.util.Collection<TensorEntry> tensors, long dataBytes) {
        List<TensorEntry> ordered = new ArrayList<>(tensors);
        ordered.sort(
                Comparator.comparingLong(TensorEntry::offset)
                        .thenComparingLong(TensorEntry::bytes));
        long reached = 0;
        for (TensorEntry tensor : ordered) {
            if (tensor.offset() < reached) {
                throw bad(file, "has tensors that overlap at " + tensor.name());
            }
            if (tensor.offset() > reached) {
                throw bad(file, "has a hole before tensor " + tensor.name());
            }
            if (tensor.bytes() > dataBytes - reached) {
                throw bad(file, "ends inside tensor " + tensor.name());
            }
            reached += tensor.bytes();
        }
        if (reached != dataBytes) {
            throw bad(file, "has bytes that belong to no tensor");
        }
    }

    private static void expect(
            String file,
            @org.jspecify.annotations.Nullable JsonToken actual,
            JsonToken expected,
            String where) {
        if (actual != expected) {
            throw bad(file, "has " + actual + " where " + expected + " belongs, at " + where);
        }
    }

    private static ModelFormatException bad(String file, String fault) {
        return new ModelFormatException(file + " " + fault);
    }
}
