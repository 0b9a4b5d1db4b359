package io.aifactory.factory.deployment;

import io.aifactory.contracts.error.ErrorCode;
import io.aifactory.contracts.error.FactoryException;
import io.aifactory.contracts.worker.Slo;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An SLO as the API has it.
 *
 * @param ttftMillis time to the first token; at least one of the two targets
 * @param itlMillis time between two tokens of a sequence
 * @param sequences that are to run at once for both, at most the slots; default 1
 * @param promptTokens length of the prompts that count; default 512
 */
public record SloSetting(
        @Nullable @Min(1) @Max(Slo.LONGEST_TTFT) Long ttftMillis,
        @Nullable @Min(1) @Max(Slo.LONGEST_ITL) Long itlMillis,
        @Nullable @Min(1) @Max(Slo.MOST_SEQUENCES) Integer sequences,
        @Nullable @Min(1) @Max(Slo.LONGEST_PROMPT) Integer promptTokens) {
    static SloSetting of(Slo slo) {
        return new SloSetting(
                slo.ttft().map(Duration::toMillis).orElse(null),
                slo.itl().map(Duration::toMillis).orElse(null),
                slo.sequences(),
                slo.promptTokens());
    }

    /**
     * @param slots of each worker
     * @throws FactoryException {@code INVALID_REQUEST} if it has no target, or more sequences than
     *     slots
     */
    Slo slo(int slots) {
        int wanted = sequences == null ? Slo.USUAL_SEQUENCES : sequences;
        if (wanted > slots) {
            throw refused(
                    ("slo.sequences is %d, but each worker has %d slots: fewer sequences, or more"
                                    + " slots")
                            .formatted(wanted, slots));
        }
        return Slo.of(
                        Optional.ofNullable(ttftMillis).map(Duration::ofMillis),
                        Optional.ofNullable(itlMillis).map(Duration::ofMillis),
                        wanted,
                        promptTokens == null ? Slo.USUAL_PROMPT_TOKENS : promptTokens)
                .orElseThrow(() -> refused("slo needs ttftMillis, itlMillis, or both"));
    }

    private static FactoryException refused(String message) {
        return new FactoryException(ErrorCode.INVALID_REQUEST, message).withParameter("slo");
    }
}
