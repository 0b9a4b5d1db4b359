package io.aifactory.inference.bench;

import io.aifactory.languagemodel.Precision;
import io.aifactory.languagemodel.torch.TorchLimits;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The limits of a machine, measured again and again: other work beside a measurement makes them
 * seem lower than they are, never higher, so the best is the nearest to the truth.
 */
final class BestLimits {
    private final Supplier<TorchLimits.Report> measurement;
    private Optional<TorchLimits.Report> best = Optional.empty();

    BestLimits(Supplier<TorchLimits.Report> measurement) {
        this.measurement = measurement;
    }

    /** Measures once more; the best of all measurements, each limit by itself. */
    TorchLimits.Report again() {
        TorchLimits.Report now = measurement.get();
        TorchLimits.Report result = best.map(before -> better(before, now)).orElse(now);
        best = Optional.of(result);
        return result;
    }

    private static TorchLimits.Report better(TorchLimits.Report one, TorchLimits.Report other) {
        Map<Precision, Double> operations = new EnumMap<>(one.operations());
        other.operations()
                .forEach((precision, most) -> operations.merge(precision, most, Math::max));
        return new TorchLimits.Report(Math.max(one.readBytes(), other.readBytes()), operations);
    }
}
