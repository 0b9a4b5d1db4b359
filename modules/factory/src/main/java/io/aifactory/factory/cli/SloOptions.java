package io.aifactory.factory.cli;

import io.aifactory.contracts.worker.Slo;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** An SLO on the command line. */
final class SloOptions {
    @Option(names = "--ttft", paramLabel = "MS", descriptionKey = "option.slo.ttft")
    private @Nullable Long ttft;

    @Option(names = "--itl", paramLabel = "MS", descriptionKey = "option.slo.itl")
    private @Nullable Long itl;

    @Option(names = "--slo-sequences", paramLabel = "N", descriptionKey = "option.slo.sequences")
    private int sequences = Slo.USUAL_SEQUENCES;

    @Option(names = "--slo-prompt", paramLabel = "TOKENS", descriptionKey = "option.slo.prompt")
    private int promptTokens = Slo.USUAL_PROMPT_TOKENS;

    /**
     * @return empty without a target
     * @throws IllegalArgumentException if something is out of its range
     */
    Optional<Slo> slo() {
        return Slo.of(
                Optional.ofNullable(ttft).map(Duration::ofMillis),
                Optional.ofNullable(itl).map(Duration::ofMillis),
                sequences,
                promptTokens);
    }
}
