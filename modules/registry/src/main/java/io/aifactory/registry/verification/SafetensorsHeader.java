package io.aifactory.registry.verification;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.aifactory.contracts.limits.Limits;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Header of a safetensors file: which tensors it holds and that they fill the file exactly, without
 * holes and overlaps. The data is not looked at.
 *
 * @param tensors names of the tensors
 * @see <a href="https://github.com/safetensors/safetensors">the format</a>
 */
record SafetensorsHeader(Set<String> tensors) {
    /** The header's length stands in front of it: 8 bytes, little-endian. */
    static final int LENGTH_BYTES = 8;

    private static final int MOST_DIMENSIONS = 8;

    SafetensorsHeader {
        tensors = Set.copyOf(tensors);
    }

    private record Range(String tensor, long begin, long end) {}

    /**
     * Reads and checks a header.
     *
     * @param json the header without its length
     * @param dataBytes bytes of the file behind the header
     * @throws IOException if it is not valid; the message says why, for the caller to see
     */
    static SafetensorsHeader parse(byte[] json, long dataBytes) throws IOException {
        if (json.length == 0 || json[0] != '{') {
            throw new IOException("the header is not a JSON object");
        }
        List<Range> ranges = new ArrayList<>();
        try (JsonParser parser = Json.parser(json)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                require(parser.nextToken() == JsonToken.START_OBJECT, name, "is not an object");
                if (name.equals("__metadata__")) {
                    readMetadata(parser);
                } else {
                    ranges.add(readTensor(parser, name));
                }
                if (ranges.size() > Limits.SAFETENSORS_TENSORS) {
                    throw new IOException(
                            "it has more than " + Limits.SAFETENSORS_TENSORS + " tensors");
                }
            }
            if (parser.nextToken() != null) {
                throw new IOException("something follows the header's JSON object");
            }
        }
        return laidOut(ranges, dataBytes);
    }

    private static void readMetadata(JsonParser parser) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String key = parser.currentName();
            require(
                    parser.nextToken() == JsonToken.VALUE_STRING,
                    key,
                    "is not text in __metadata__");
        }
    }

    private static Range readTensor(JsonParser parser, String name) throws IOException {
        TensorType type = null;
        List<Long> shape = null;
        List<Long> offsets = null;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            parser.nextToken();
            switch (field) {
                case "dtype" ->
                        type =
                                TensorType.named(String.valueOf(parser.getValueAsString()))
                                        .orElseThrow(() -> bad(name, "has an unknown dtype"));
                case "shape" -> shape = readNumbers(parser, name, MOST_DIMENSIONS);
                case "data_offsets" -> offsets = readNumbers(parser, name, 2);
                default -> throw bad(name, "has an unknown field");
            }
        }
        if (type == null || shape == null || offsets == null || offsets.size() != 2) {
            throw bad(name, "lacks dtype, shape or data_offsets");
        }
        Range range = new Range(name, offsets.getFirst(), offsets.getLast());
        require(range.end() >= range.begin(), name, "ends before it begins");
        require(
                bytesOf(name, type, shape) == range.end() - range.begin(),
                name,
                "does not fill its data_offsets");
        return range;
    }

    private static List<Long> readNumbers(JsonParser parser, String name, int most)
            throws IOException {
        require(parser.currentToken() == JsonToken.START_ARRAY, name, "lacks an array");
        List<Long> numbers = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            boolean isLong =
                    parser.currentToken() == JsonToken.VALUE_NUMBER_INT
                            && parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER;
            require(isLong && parser.getLongValue() >= 0, name, "has a number out of range");
            require(numbers.size() < most, name, "has too many numbers");
            numbers.add(parser.getLongValue());
        }
        return numbers;
    }

    private static long bytesOf(String name, TensorType type, List<Long> shape) throws IOException {
        try {
            long bits = type.bits();
            for (long dimension : shape) {
                bits = Math.multiplyExact(bits, dimension);
            }
            require(bits % 8 == 0, name, "ends inside a byte");
            return bits / 8;
        } catch (ArithmeticException e) {
            throw new IOException(bad(name, "is too large").getMessage(), e);
        }
    }

    private static SafetensorsHeader laidOut(List<Range> ranges, long dataBytes)
            throws IOException {
        List<Range> sorted = new ArrayList<>(ranges);
        sorted.sort(Comparator.comparingLong(Range::begin).thenComparingLong(Range::end));
        Set<String> names = new TreeSet<>();
        long expected = 0;
        for (Range range : sorted) {
            require(range.begin() == expected, range.tensor(), "overlaps another or leaves a hole");
            expected = range.end();
            names.add(range.tensor());
        }
        if (expected != dataBytes) {
            throw new IOException(
                    "its tensors take " + expected + " bytes, but the file has " + dataBytes);
        }
        return new SafetensorsHeader(names);
    }

    private static void require(boolean holds, String name, String problem) throws IOException {
        if (!holds) {
            throw bad(name, problem);
        }
    }

    private static IOException bad(String name, String problem) {
        String printable = name.replaceAll("\\p{Cntrl}", "?");
        String shown = printable.length() <= 100 ? printable : printable.substring(0, 100) + "…";
        return new IOException("tensor '" + shown + "' " + problem);
    }
}
