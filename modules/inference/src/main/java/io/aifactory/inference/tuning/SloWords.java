package io.aifactory.inference.tuning;

import io.aifactory.contracts.worker.Slo;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** An SLO beside what is expected, for people. */
final class SloWords {
    private static final double NANOS_PER_MILLI = 1e6;

    private SloWords() {}

    /**
     * For example {@code keeps the SLO in BF16: expected are 11.2 ms between tokens (at most 40
     * ms), 310.5 ms to the first token of a prompt of 512 tokens (at most 500 ms), with 4 sequences
     * at once}.
     */
    static String of(Slo slo, WidthChoice choice) {
        String head =
                choice.meets()
                        ? "keeps the SLO in " + choice.precision()
                        : "keeps the SLO in no precision, least far from it is "
                                + choice.precision();
        return String.format(
                Locale.ROOT,
                "%s: expected are %.1f ms between tokens%s, %.1f ms to the first token of a prompt"
                        + " of %,d tokens%s, with %d sequence%s at once",
                head,
                choice.forecast().itlNanos() / NANOS_PER_MILLI,
                target(slo.itl()),
                choice.forecast().ttftNanos() / NANOS_PER_MILLI,
                slo.promptTokens(),
                target(slo.ttft()),
                slo.sequences(),
                slo.sequences() == 1 ? "" : "s");
    }

    private static String target(Optional<Duration> target) {
        return target.map(most -> " (at most %d ms)".formatted(most.toMillis())).orElse("");
    }
}
