package io.aifactory.economics.nvidia;

import java.util.List;

/** What asking the NVIDIA driver gave. */
public sealed interface NvidiaSurvey {
    /** Asks the driver of this machine now; takes milliseconds where the driver is awake. */
    static NvidiaSurvey take() {
        return Nvml.survey();
    }

    /** Empty unless the driver answered. */
    default List<NvidiaDevice> devices() {
        return this instanceof Found found ? found.all() : List.of();
    }

    /** The driver's management library cannot be loaded: usually there is no driver. */
    record NoLibrary() implements NvidiaSurvey {}

    /**
     * The library is there, but does not work.
     *
     * @param reason the function that failed, and why in NVML's own words
     */
    record Unusable(String reason) implements NvidiaSurvey {}

    /**
     * The driver answered.
     *
     * @param driver its version, for example {@code 570.86.15}
     * @param cuda newest version of CUDA that it runs, times 1000: 12080 = 12.8
     * @param all its devices; may be none
     */
    record Found(String driver, int cuda, List<NvidiaDevice> all) implements NvidiaSurvey {
        public Found {
            all = List.copyOf(all);
        }

        /** As NVIDIA writes it, for example {@code 12.8}. */
        public String cudaVersion() {
            return cuda / 1000 + "." + cuda % 1000 / 10;
        }
    }
}
