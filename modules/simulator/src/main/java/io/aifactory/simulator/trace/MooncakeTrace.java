package io.aifactory.simulator.trace;

import io.aifactory.schedulercore.prefix.PromptBlocks;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Mooncake's JSON lines: {@code timestamp} in milliseconds, {@code input_length}, {@code
 * output_length} and {@code hash_ids}, one for each 512 tokens of the prompt, equal exactly where
 * the whole prompt up to there is (Qin et al., "Mooncake", FAST 2025). Requests without output are
 * left out; arrivals are sorted by time.
 */
public final class MooncakeTrace {
    /** Tokens behind each of the trace's ids. */
    public static final int BLOCK_TOKENS = 512;

    private static final String ADVICE =
            "a line is {\"timestamp\": ms, \"input_length\": n, \"output_length\": n, \"hash_ids\": [one for each "
                    + BLOCK_TOKENS
                    + " tokens]}";
    private static final long NANOS_PER_MILLI = 1_000_000L;

    private MooncakeTrace() {}

    /**
     * @throws TraceException if a line is not one of such a trace, or there is none
     * @throws IOException if the file cannot be read
     */
    public static List<Arrival> read(Path file) throws IOException {
        List<Arrival> arrivals = new ArrayList<>();
        TraceLines.read(
                file,
                (line, number) -> {
                    Fields fields = new Fields();
                    try {
                        JsonNumbers.read(line, fields);
                        fields.arrival(arrivals);
                    } catch (JsonNumbers.Malformed e) {
                        throw new TraceException(
                                file, number, String.valueOf(e.getMessage()), ADVICE);
                    }
                });
        if (arrivals.isEmpty()) {
            throw new TraceException(file, "there is no request in it", ADVICE);
        }
        arrivals.sort(Comparator.comparingLong(Arrival::nanos));
        return List.copyOf(arrivals);
    }

    private static final class Fields implements JsonNumbers.Fields {
        private double timestamp = Double.NaN;
        private double input = Double.NaN;
        private double output = Double.NaN;
        private long[] hashes = new long[0];
        private boolean hashed;

        @Override
        public void number(String name, double value) throws JsonNumbers.Malformed {
            switch (name) {
                case "timestamp" -> timestamp = value;
                case "input_length" -> input = value;
                case "output_length" -> output = value;
                case "hash_ids" -> throw new JsonNumbers.Malformed("hash_ids is not an array");
                default -> {}
            }
        }

        @Override
        public void numbers(String name, long[] values) {
            if (name.equals("hash_ids")) {
                hashes = values;
                hashed = true;
            }
        }

        void arrival(List<Arrival> arrivals) throws JsonNumbers.Malformed {
            double millis =
                    within("timestamp", timestamp, 0, Long.MAX_VALUE / (2 * NANOS_PER_MILLI));
            int prompt = (int) within("input_length", input, 1, TraceLines.MOST_TOKENS);
            int generated = (int) within("output_length", output, 0, TraceLines.MOST_TOKENS);
            int blocks = (prompt + BLOCK_TOKENS - 1) / BLOCK_TOKENS;
            if (hashed && hashes.length != blocks) {
                throw new JsonNumbers.Malformed(
                        "a prompt of %d tokens has %d hash_ids, not %d"
                                .formatted(prompt, blocks, hashes.length));
            }
            if (generated > 0) {
                PromptBlocks prefix =
                        hashed ? new PromptBlocks(BLOCK_TOKENS, hashes) : PromptBlocks.NONE;
                arrivals.add(
                        new Arrival(
                                Math.round(millis * NANOS_PER_MILLI),
                                prompt,
                                generated,
                                prefix,
                                Arrival.ANYBODY));
            }
        }

        private static double within(String name, double value, long least, long most)
                throws JsonNumbers.Malformed {
            if (Double.isNaN(value)) {
                throw new JsonNumbers.Malformed("there is no " + name);
            }
            if (value < least || value > most) {
                throw new JsonNumbers.Malformed(
                        "%s is %s, which is not between %d and %d"
                                .formatted(name, value, least, most));
            }
            return value;
        }
    }
}
