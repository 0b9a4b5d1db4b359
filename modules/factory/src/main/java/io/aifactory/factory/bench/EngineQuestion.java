package io.aifactory.factory.bench;

import io.aifactory.contracts.worker.Slo;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What the engine's benchmark is asked.
 *
 * @param manifest digest of a registered model's manifest
 * @param threads of one operation; 0 = those that a worker would choose
 * @param precisions names
 * @param sequences that decode at once, each number by itself
 * @param slo that choices are shown for
 */
public record EngineQuestion(
        String manifest,
        int threads,
        List<String> precisions,
        List<Integer> sequences,
        Optional<Slo> slo) {
    public EngineQuestion {
        precisions = List.copyOf(precisions);
        sequences = List.copyOf(sequences);
    }

    /** As the program reads it after the root of the storage. */
    public String[] arguments() {
        return new String[] {
            manifest,
            Integer.toString(threads),
            String.join(",", precisions).toUpperCase(Locale.ROOT),
            sequences.stream().map(String::valueOf).collect(Collectors.joining(",")),
            millis(slo.flatMap(Slo::ttft)),
            millis(slo.flatMap(Slo::itl)),
            Integer.toString(slo.map(Slo::sequences).orElse(Slo.USUAL_SEQUENCES)),
            Integer.toString(slo.map(Slo::promptTokens).orElse(Slo.USUAL_PROMPT_TOKENS))
        };
    }

    private static String millis(Optional<Duration> target) {
        return Long.toString(target.map(Duration::toMillis).orElse(0L));
    }
}
