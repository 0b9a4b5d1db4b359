package io.aifactory.contracts.worker;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * What a deployment promises to those who read along (a service level objective). Workers choose by
 * it; at least one of the two targets is there.
 *
 * @param ttft time to the first token of a prompt of {@code promptTokens}, in [1 ms, 10 min]; empty
 *     for any
 * @param itl time between two tokens of one sequence, in [1 ms, 1 min]; empty for any
 * @param sequences that are to run at once for both, in [1, 4096]
 * @param promptTokens length of the prompts that count, in [1, 1,048,576]
 */
public record Slo(
        Optional<Duration> ttft, Optional<Duration> itl, int sequences, int promptTokens) {
    public static final int USUAL_SEQUENCES = 1;
    public static final int USUAL_PROMPT_TOKENS = 512;
    public static final int MOST_SEQUENCES = 4096;
    public static final int LONGEST_PROMPT = 1 << 20;

    /** In milliseconds, as the other limits of targets. */
    public static final long LONGEST_TTFT = 600_000;

    public static final long LONGEST_ITL = 60_000;

    public Slo {
        if (ttft.isEmpty() && itl.isEmpty()) {
            throw new IllegalArgumentException("an SLO needs a target for TTFT, for ITL, or both");
        }
        ttft.ifPresent(target -> requireWithin("TTFT", target, LONGEST_TTFT));
        itl.ifPresent(target -> requireWithin("ITL", target, LONGEST_ITL));
        requireWithin("sequences", sequences, MOST_SEQUENCES);
        requireWithin("prompt tokens", promptTokens, LONGEST_PROMPT);
    }

    /**
     * Of configuration, where each target may be absent.
     *
     * @return empty if both are
     */
    public static Optional<Slo> of(
            Optional<Duration> ttft, Optional<Duration> itl, int sequences, int promptTokens) {
        return ttft.isEmpty() && itl.isEmpty()
                ? Optional.empty()
                : Optional.of(new Slo(ttft, itl, sequences, promptTokens));
    }

    private static void requireWithin(String what, Duration target, long mostMillis) {
        if (target.compareTo(Duration.ofMillis(1)) < 0
                || target.compareTo(Duration.ofMillis(mostMillis)) > 0) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "an SLO's %s must be in [1 ms, %,d ms], not %s",
                            what,
                            mostMillis,
                            target));
        }
    }

    private static void requireWithin(String what, int number, int most) {
        if (number < 1 || number > most) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "an SLO's %s must be in [1, %,d], not %d",
                            what,
                            most,
                            number));
        }
    }
}
