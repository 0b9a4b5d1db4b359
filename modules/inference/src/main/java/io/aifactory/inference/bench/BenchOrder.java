package io.aifactory.inference.bench;

import io.aifactory.contracts.worker.Slo;
import io.aifactory.languagemodel.Precision;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the benchmark is to measure.
 *
 * @param storage root of the storage
 * @param manifest digest of a model's manifest
 * @param threads of one operation; 0 = those that a worker would choose
 * @param levels numbers of sequences that decode at once
 * @param slo that choices are shown for; empty: none are
 */
record BenchOrder(
        Path storage,
        String manifest,
        int threads,
        List<Precision> precisions,
        List<Integer> levels,
        Optional<Slo> slo) {
    /**
     * @param arguments in the order of the components, lists separated by commas, of the SLO TTFT
     *     and ITL in milliseconds (0 = any), sequences and prompt tokens
     */
    static BenchOrder of(String... arguments) {
        return new BenchOrder(
                Path.of(arguments[0]),
                arguments[1],
                Integer.parseInt(arguments[2]),
                list(arguments[3]).map(Precision::valueOf).toList(),
                list(arguments[4]).map(Integer::valueOf).toList(),
                Slo.of(
                        millis(arguments[5]),
                        millis(arguments[6]),
                        Integer.parseInt(arguments[7]),
                        Integer.parseInt(arguments[8])));
    }

    /** As many as the largest level needs, and the SLO. */
    int slots() {
        int most = levels.stream().mapToInt(Integer::intValue).max().orElse(1);
        return Math.max(most, slo.map(Slo::sequences).orElse(1));
    }

    private static Stream<String> list(String text) {
        return Arrays.stream(text.split(",", -1));
    }

    private static Optional<Duration> millis(String text) {
        return Optional.of(Duration.ofMillis(Long.parseLong(text))).filter(Duration::isPositive);
    }
}
