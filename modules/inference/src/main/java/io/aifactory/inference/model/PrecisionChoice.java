package io.aifactory.inference.model;

import io.aifactory.contracts.worker.PrecisionSetting;
import io.aifactory.languagemodel.Precision;
import java.util.List;
import java.util.function.Function;

/** Which precision a model is loaded in. */
public final class PrecisionChoice {
    private PrecisionChoice() {}

    /**
     * @param setting what the worker is asked for
     * @param task of the model
     * @param budget bytes that may be taken
     * @param need of the model in a precision
     */
    public static Precision of(
            PrecisionSetting setting,
            ModelTask task,
            long budget,
            Function<Precision, MemoryNeed> need) {
        return switch (setting) {
            case AUTO -> widest(budget, need);
            case F32 -> Precision.F32;
            case BF16 -> Precision.BF16;
            case INT8 -> ofGenerating(Precision.INT8, task, budget, need);
            case INT4 -> ofGenerating(Precision.INT4, task, budget, need);
        };
    }

    /**
     * The same for an SLO, which {@code auto} may try several widths for.
     *
     * @param widths that the device can compute in, the most faithful first
     * @return those to be tried, in this order; at least one
     */
    public static List<Precision> forSlo(
            PrecisionSetting setting,
            ModelTask task,
            List<Precision> widths,
            long budget,
            Function<Precision, MemoryNeed> need) {
        if (setting == PrecisionSetting.AUTO && task instanceof ModelTask.Generates) {
            List<Precision> fitting =
                    widths.stream().filter(width -> need.apply(width).within(budget)).toList();
            if (!fitting.isEmpty()) {
                return fitting;
            }
        }
        return List.of(of(setting, task, budget, need));
    }

    private static Precision ofGenerating(
            Precision precision,
            ModelTask task,
            long budget,
            Function<Precision, MemoryNeed> need) {
        return switch (task) {
            case ModelTask.Generates _ -> precision;
            case ModelTask.Embeds _ -> widest(budget, need);
        };
    }

    private static Precision widest(long budget, Function<Precision, MemoryNeed> need) {
        return need.apply(Precision.F32).within(budget) ? Precision.F32 : Precision.BF16;
    }
}
