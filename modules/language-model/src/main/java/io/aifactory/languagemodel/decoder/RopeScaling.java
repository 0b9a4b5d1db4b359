package io.aifactory.languagemodel.decoder;

/** How rotary frequencies are changed to reach beyond the context a model was trained with. */
public sealed interface RopeScaling {
    /** Frequencies as they are to be used, from the unscaled ones. */
    float[] scaled(float[] frequencies, double theta);

    /** Factor of cosine and sine. */
    default double magnitude() {
        return 1;
    }

    /** Not changed. */
    record None() implements RopeScaling {
        @Override
        public float[] scaled(float[] frequencies, double theta) {
            return frequencies;
        }
    }

    /** All divided (Chen et al., "Extending context window by positional interpolation", 2023). */
    record Linear(double factor) implements RopeScaling {
        @Override
        public float[] scaled(float[] frequencies, double theta) {
            float[] scaled = new float[frequencies.length];
            for (int pair = 0; pair < scaled.length; pair++) {
                scaled[pair] = (float) (frequencies[pair] / factor);
            }
            return scaled;
        }
    }

    /**
     * Long waves divided, short ones kept, a line between (Grattafiori et al., "The Llama 3 herd of
     * models", 2024, and Llama 3.1's configuration).
     *
     * @param lowFrequencyFactor waves longer than originalContext / this are divided
     * @param highFrequencyFactor waves shorter than originalContext / this are kept
     * @param originalContext tokens it was trained with before
     */
    record Llama3(
            double factor,
            double lowFrequencyFactor,
            double highFrequencyFactor,
            double originalContext)
            implements RopeScaling {
        @Override
        public float[] scaled(float[] frequencies, double theta) {
            float[] scaled = new float[frequencies.length];
            for (int pair = 0; pair < scaled.length; pair++) {
                double waves = originalContext * frequencies[pair] / (2 * Math.PI);
                double kept =
                        (waves - lowFrequencyFactor) / (highFrequencyFactor - lowFrequencyFactor);
                scaled[pair] = blend(frequencies[pair], factor, Math.clamp(kept, 0, 1));
            }
            return scaled;
        }
    }

    /**
     * As {@link Llama3} with the line over pairs instead of frequencies, and larger scores (Peng et
     * al., "YaRN", 2023).
     *
     * @param magnitude of cosine and sine, usually 0.1 · ln(factor) + 1
     * @param fastTurns pairs that turn more often within the original context are kept
     * @param slowTurns pairs that turn less often are divided
     * @param wholePairs whether the ends of the line are rounded outwards to whole pairs
     */
    record Yarn(
            double factor,
            double magnitude,
            double fastTurns,
            double slowTurns,
            double originalContext,
            boolean wholePairs)
            implements RopeScaling {
        @Override
        public float[] scaled(float[] frequencies, double theta) {
            int pairs = frequencies.length;
            double first = pair(fastTurns, theta, pairs);
            double last = pair(slowTurns, theta, pairs);
            if (wholePairs) {
                first = Math.floor(first);
                last = Math.ceil(last);
            }
            first = Math.max(first, 0);
            last = Math.min(last, 2 * pairs - 1);
            if (first == last) {
                last += 0.001;
            }
            float[] scaled = new float[pairs];
            for (int pair = 0; pair < pairs; pair++) {
                double divided = Math.clamp((pair - first) / (last - first), 0, 1);
                scaled[pair] = blend(frequencies[pair], factor, 1 - divided);
            }
            return scaled;
        }

        /** Which pair, as a fraction, turns so often within the original context. */
        private double pair(double turns, double theta, int pairs) {
            return pairs * Math.log(originalContext / (turns * 2 * Math.PI)) / Math.log(theta);
        }
    }

    private static float blend(float frequency, double factor, double kept) {
        return (float) (frequency * kept + frequency / factor * (1 - kept));
    }
}
