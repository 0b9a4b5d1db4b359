package io.aifactory.languagemodel.decoder;

/** How positions enter attention. */
public sealed interface Position {
    /** Not at all (NoPE: Kazemnejad et al., 2023; every fourth layer of SmolLM3). */
    record None() implements Position {}

    /**
     * Pairs of a head's components are turned by position · frequency (RoPE: Su et al., "RoFormer",
     * 2021).
     *
     * @param theta the slowest pair turns about theta times slower than the fastest
     */
    record Rotary(double theta, RopeScaling scaling) implements Position {
        /**
         * Radians per token of each pair, fastest first. The unscaled ones are rounded to float32
         * as in {@code transformers}.
         */
        public float[] frequencies(int headSize) {
            float[] frequencies = new float[headSize / 2];
            for (int pair = 0; pair < frequencies.length; pair++) {
                float exponent = (float) (2 * pair) / headSize;
                frequencies[pair] = 1f / (float) Math.pow(theta, exponent);
            }
            return scaling.scaled(frequencies, theta);
        }
    }
}
