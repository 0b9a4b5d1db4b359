package io.aifactory.languagemodel.gguf;

import io.aifactory.languagemodel.ModelFormatException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongFunction;

/** The keys and values of a GGUF file, by type. A value of another type than asked is an error. */
public final class GgufMetadata {
    /** Bytes of one text: a whole {@code tokenizer.json} may be among the metadata. */
    static final int MAX_TEXT = 64 << 20;

    /**
     * Elements of an array that is read into memory, as many as a vocabulary or its merges have.
     */
    private static final int MAX_LIST = 1 << 21;

    /** Bytes of one element of a list of texts. */
    private static final int MAX_PIECE = 1 << 16;

    private final String file;
    private final MemorySegment bytes;
    private final Map<String, GgufValue> values;

    GgufMetadata(String file, MemorySegment bytes, Map<String, GgufValue> values) {
        this.file = file;
        this.bytes = bytes;
        this.values = values;
    }

    public Set<String> keys() {
        return values.keySet();
    }

    public OptionalLong whole(String key) {
        return switch (values.get(key)) {
            case null -> OptionalLong.empty();
            case GgufValue.Whole whole -> OptionalLong.of(whole.value());
            case GgufValue other -> throw wrong(key, "a whole number");
        };
    }

    /** A number; whole ones count. */
    public OptionalDouble real(String key) {
        return switch (values.get(key)) {
            case null -> OptionalDouble.empty();
            case GgufValue.Real real -> OptionalDouble.of(real.value());
            case GgufValue.Whole whole -> OptionalDouble.of((double) whole.value());
            case GgufValue other -> throw wrong(key, "a number");
        };
    }

    public Optional<Boolean> flag(String key) {
        return switch (values.get(key)) {
            case null -> Optional.empty();
            case GgufValue.Flag flag -> Optional.of(flag.value());
            case GgufValue other -> throw wrong(key, "a truth value");
        };
    }

    public Optional<String> text(String key) {
        return switch (values.get(key)) {
            case null -> Optional.empty();
            case GgufValue.Text text -> Optional.of(cursor(text.position()).text(MAX_TEXT, key));
            case GgufValue other -> throw wrong(key, "a text");
        };
    }

    /** Empty if absent. */
    public Optional<List<String>> texts(String key) {
        return sequence(key)
                .map(sequence -> {
                    if (sequence.type() != GgufType.STRING) {
                        throw wrong(key, "a list of texts");
                    }
                    GgufCursor cursor = cursor(sequence.position());
                    return list(key, sequence, index -> cursor.text(MAX_PIECE, key));
                });
    }

    /** Whole numbers of any width; empty if absent. */
    public Optional<List<Long>> wholes(String key) {
        return scalars(
                key,
                scalar ->
                        switch (scalar) {
                            case GgufValue.Whole whole -> whole.value();
                            case GgufValue _ -> throw wrong(key, "a list of whole numbers");
                        });
    }

    /** Numbers, float32 as written; empty if absent. */
    public Optional<List<Double>> reals(String key) {
        return scalars(
                key,
                scalar ->
                        switch (scalar) {
                            case GgufValue.Real real -> real.value();
                            case GgufValue.Whole whole -> (double) whole.value();
                            case GgufValue _ -> throw wrong(key, "a list of numbers");
                        });
    }

    private <T> Optional<List<T>> scalars(String key, Function<GgufValue, T> read) {
        return sequence(key)
                .map(sequence -> {
                    GgufCursor cursor = cursor(sequence.position());
                    return list(
                            key, sequence, _ -> read.apply(scalar(cursor, sequence.type(), key)));
                });
    }

    /** Whether the key holds a list. */
    boolean isList(String key) {
        return values.get(key) instanceof GgufValue.Sequence;
    }

    private Optional<GgufValue.Sequence> sequence(String key) {
        return switch (values.get(key)) {
            case null -> Optional.empty();
            case GgufValue.Sequence sequence -> Optional.of(sequence);
            case GgufValue other -> throw wrong(key, "a list");
        };
    }

    private <T> List<T> list(String key, GgufValue.Sequence sequence, LongFunction<T> element) {
        if (sequence.length() > MAX_LIST) {
            throw new ModelFormatException(file + " has too long a list at " + key);
        }
        List<T> list = new ArrayList<>((int) sequence.length());
        for (int i = 0; i < sequence.length(); i++) {
            list.add(element.apply(i));
        }
        return list;
    }

    static GgufValue scalar(GgufCursor cursor, GgufType type, String key) {
        return switch (type) {
            case UINT8 -> new GgufValue.Whole(Byte.toUnsignedLong(cursor.int8(key)));
            case INT8 -> new GgufValue.Whole(cursor.int8(key));
            case UINT16 -> new GgufValue.Whole(Short.toUnsignedLong(cursor.int16(key)));
            case INT16 -> new GgufValue.Whole(cursor.int16(key));
            case UINT32 -> new GgufValue.Whole(Integer.toUnsignedLong(cursor.int32(key)));
            case INT32 -> new GgufValue.Whole(cursor.int32(key));
            case UINT64, INT64 -> new GgufValue.Whole(cursor.int64(key));
            case FLOAT32 -> new GgufValue.Real(Float.intBitsToFloat(cursor.int32(key)));
            case FLOAT64 -> new GgufValue.Real(Double.longBitsToDouble(cursor.int64(key)));
            case BOOL ->
                    switch (cursor.int8(key)) {
                        case 0 -> new GgufValue.Flag(false);
                        case 1 -> new GgufValue.Flag(true);
                        default -> throw cursor.bad("has neither true nor false at " + key);
                    };
            case STRING, ARRAY -> throw cursor.bad("has no single number at " + key);
        };
    }

    private GgufCursor cursor(long position) {
        return new GgufCursor(file, bytes, position);
    }

    private ModelFormatException wrong(String key, String expected) {
        return new ModelFormatException(file + " needs " + expected + " at " + key);
    }
}
