package io.aifactory.simulator.trace;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.aifactory.schedulercore.prefix.PromptBlocks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Optional;

/** One line of Mooncake's traces, read; fields that are not its own are passed over. */
final class MooncakeLine {
    /** What is wrong with a line. */
    static final class Malformed extends Exception {
        private static final long serialVersionUID = 1;

        Malformed(String message) {
            super(message);
        }
    }

    private static final long NANOS_PER_MILLI = 1_000_000L;
    private static final int DEEPEST = 16;
    private static final JsonFactory JSON =
            JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build();

    private double timestamp = Double.NaN;
    private double input = Double.NaN;
    private double output = Double.NaN;
    private Optional<long[]> hashes = Optional.empty();

    private MooncakeLine() {}

    /** The request of a line; empty where it has no output. */
    static Optional<Arrival> parse(String line) throws Malformed {
        MooncakeLine fields = new MooncakeLine();
        try (JsonParser json = JSON.createParser(line)) {
            fields.readWhole(json);
        } catch (IOException e) {
            throw new UncheckedIOException("a text in memory cannot be read", e);
        }
        return fields.arrival();
    }

    private void readWhole(JsonParser json) throws IOException, Malformed {
        try {
            read(json);
        } catch (JsonProcessingException e) {
            throw new Malformed(
                    "column %d is not JSON, %s"
                            .formatted(
                                    json.currentLocation().getColumnNr(),
                                    TraceException.quote(e.getOriginalMessage())));
        }
    }

    private void read(JsonParser json) throws IOException, Malformed {
        if (json.nextToken() != JsonToken.START_OBJECT) {
            throw new Malformed("it is not an object");
        }
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            switch (name) {
                case "timestamp" -> timestamp = number(json, name);
                case "input_length" -> input = number(json, name);
                case "output_length" -> output = number(json, name);
                case "hash_ids" -> hashes = Optional.of(wholeNumbers(json, name));
                default -> json.skipChildren();
            }
        }
        if (json.nextToken() != null) {
            throw new Malformed("something follows the end of the object");
        }
    }

    private static double number(JsonParser json, String name) throws IOException, Malformed {
        if (!json.currentToken().isNumeric()) {
            throw new Malformed(name + " is not a number");
        }
        return json.getDoubleValue();
    }

    private static long[] wholeNumbers(JsonParser json, String name) throws IOException, Malformed {
        if (json.currentToken() != JsonToken.START_ARRAY) {
            throw new Malformed(name + " is not an array");
        }
        long[] values = new long[16];
        int count = 0;
        while (json.nextToken() != JsonToken.END_ARRAY) {
            if (json.currentToken() != JsonToken.VALUE_NUMBER_INT) {
                throw new Malformed(
                        "%s has %s where a whole number should be"
                                .formatted(name, TraceException.quote(json.getText())));
            }
            if (count == values.length) {
                values = Arrays.copyOf(values, 2 * count);
            }
            values[count++] = json.getLongValue();
        }
        return Arrays.copyOf(values, count);
    }

    private Optional<Arrival> arrival() throws Malformed {
        double millis = within("timestamp", timestamp, 0, Long.MAX_VALUE / (2 * NANOS_PER_MILLI));
        int prompt = (int) within("input_length", input, 1, TraceLines.MOST_TOKENS);
        int generated = (int) within("output_length", output, 0, TraceLines.MOST_TOKENS);
        PromptBlocks prefix = prefix(prompt);
        if (generated == 0) {
            return Optional.empty();
        }
        return Optional.of(
                new Arrival(
                        Math.round(millis * NANOS_PER_MILLI),
                        prompt,
                        generated,
                        prefix,
                        Arrival.ANYBODY));
    }

    private PromptBlocks prefix(int prompt) throws Malformed {
        if (hashes.isEmpty()) {
            return PromptBlocks.NONE;
        }
        int blocks = Math.ceilDiv(prompt, MooncakeTrace.BLOCK_TOKENS);
        if (hashes.get().length != blocks) {
            throw new Malformed(
                    "a prompt of %d tokens has %d hash_ids, not %d"
                            .formatted(prompt, blocks, hashes.get().length));
        }
        return new PromptBlocks(MooncakeTrace.BLOCK_TOKENS, hashes.get());
    }

    private static double within(String name, double value, long least, long most)
            throws Malformed {
        if (Double.isNaN(value)) {
            throw new Malformed("there is no " + name);
        }
        if (value < least || value > most) {
            throw new Malformed(
                    "%s is %s, which is not between %d and %d".formatted(name, value, least, most));
        }
        return value;
    }
}
