package io.aifactory.factory.cli;

import io.aifactory.contracts.worker.PrecisionSetting;
import io.aifactory.factory.console.Messages;
import java.util.List;
import java.util.Optional;

/** Names of precisions that a measurement is asked for. */
final class MeasuredPrecisions {
    private MeasuredPrecisions() {}

    /** What is wrong with the first that is none; a worker's own choice is none. */
    static Optional<String> problem(List<String> names) {
        return names.stream()
                .filter(name ->
                        PrecisionSetting.of(name)
                                .filter(setting -> setting != PrecisionSetting.AUTO)
                                .isEmpty())
                .findFirst()
                .map(name -> Messages.text("bench.badPrecision", name));
    }
}
