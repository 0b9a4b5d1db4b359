package io.aifactory.inference.tuning;

import io.aifactory.contracts.worker.Slo;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How a worker finds out about its engine.
 *
 * @param slo of the deployment; empty: nothing is chosen by it
 * @param stepTokens most tokens of a step
 * @param calibration how long the steps of a loaded model are measured, about; zero = not at all
 * @param threads numbers of processor threads to choose from, ascending; fewer than two: as the
 *     device is configured
 */
public record TuningSettings(
        Optional<Slo> slo, int stepTokens, Duration calibration, List<Integer> threads) {
    /** A device that is no processor, or whose threads are configured, has no choice. */
    public static final List<Integer> NO_CHOICE = List.of();

    private static final Duration LONGEST = Duration.ofMinutes(1);

    public TuningSettings {
        threads = List.copyOf(threads);
        if (calibration.isNegative() || calibration.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "aifactory.inference.calibration must be in [0, 1 min], not " + calibration);
        }
        if (slo.isPresent() && calibration.isZero()) {
            throw new IllegalArgumentException(
                    "aifactory.inference.calibration must not be 0 with an SLO: nothing could be"
                            + " chosen by it");
        }
    }
}
