package io.aifactory.inference.model;

import io.aifactory.languagemodel.Precision;
import java.util.function.Function;

/** Which precision a worker is configured to compute in. */
public enum PrecisionWish {
    /** float32 where it fits the memory, else bfloat16. */
    AUTO,
    F32,
    BF16;

    /**
     * @param budget bytes that may be taken
     * @param need of the model in a precision
     */
    public Precision choose(long budget, Function<Precision, MemoryNeed> need) {
        return switch (this) {
            case AUTO -> need.apply(Precision.F32).within(budget) ? Precision.F32 : Precision.BF16;
            case F32 -> Precision.F32;
            case BF16 -> Precision.BF16;
        };
    }
}
