package io.aifactory.simulator.trace;

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
                    try {
                        MooncakeLine.parse(line).ifPresent(arrivals::add);
                    } catch (MooncakeLine.Malformed e) {
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
}
