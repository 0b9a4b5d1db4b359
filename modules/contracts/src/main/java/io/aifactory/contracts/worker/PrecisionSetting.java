package io.aifactory.contracts.worker;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** In which precision a worker is asked to keep a model; it chooses where it is asked to. */
public enum PrecisionSetting {
    /**
     * float32 where it fits the memory, else bfloat16; with an {@link Slo} the first that keeps it.
     */
    AUTO,
    F32,
    BF16,
    /** int8 of models that generate; of those that embed as {@link #AUTO}. */
    INT8,
    /** int4 of models that generate; of those that embed as {@link #AUTO}. */
    INT4;

    /** As people and configurations write it, for example {@code int8}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The one that is written so. */
    public static Optional<PrecisionSetting> of(String key) {
        return Arrays.stream(values()).filter(setting -> setting.key().equals(key)).findFirst();
    }
}
