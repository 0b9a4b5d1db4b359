package io.aifactory.languagemodel.gguf;

/** Types of metadata values; the ordinal is the number in the file. */
enum GgufType {
    UINT8(1),
    INT8(1),
    UINT16(2),
    INT16(2),
    UINT32(4),
    INT32(4),
    FLOAT32(4),
    BOOL(1),
    STRING(8),
    ARRAY(12),
    UINT64(8),
    INT64(8),
    FLOAT64(8);

    private static final GgufType[] ALL = values();

    /** Bytes of a value, for strings and arrays of an empty one. */
    private final int bytes;

    GgufType(int bytes) {
        this.bytes = bytes;
    }

    int bytes() {
        return bytes;
    }

    boolean variable() {
        return this == STRING || this == ARRAY;
    }

    static GgufType read(GgufCursor cursor, String where) {
        int number = cursor.int32(where);
        if (number < 0 || number >= ALL.length) {
            throw cursor.bad(
                    "has the unknown type " + Integer.toUnsignedString(number) + " at " + where);
        }
        return ALL[number];
    }
}
