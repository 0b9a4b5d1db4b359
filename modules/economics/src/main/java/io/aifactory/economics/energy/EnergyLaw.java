package io.aifactory.economics.energy;

import io.aifactory.economics.step.StepContent;

/**
 * {@code E_step = c0 + c1 · decode sequences + ep · prompt tokens}, in joules at the device. That
 * {@code J/token = c1 + c0 / batch} is what the ML.ENERGY leaderboard (v3) shows for batches of 8
 * and more: 36 pairs of model and GPU, median R² 0.9986.
 *
 * @param stepJoules c0: reading the weights, launching kernels, and the power that is drawn anyway
 * @param decodeJoules c1: added by each sequence that decodes one token
 * @param prefillJoules ep: added by each prompt token that is computed
 */
public record EnergyLaw(double stepJoules, double decodeJoules, double prefillJoules) {
    public EnergyLaw {
        requireNonNegative("joules of a step", stepJoules);
        requireNonNegative("joules of a decoded token", decodeJoules);
        requireNonNegative("joules of a prompt token", prefillJoules);
    }

    /**
     * Llama-3.1-8B in bf16 on one H100: 0.068 J + 3.10 J / batch, fitted to the ML.ENERGY
     * leaderboard; 0.0203 J for a prompt token is assumed (29.4 µs at 690 W), not fitted.
     */
    public static EnergyLaw llama8bOnH100() {
        return new EnergyLaw(3.10, 0.068, 0.0203);
    }

    /**
     * Qwen3-32B in bf16 on two H100: 0.189 J + 11.5 J / batch; 0.0815 J per prompt token assumed.
     */
    public static EnergyLaw qwen32bOnTwoH100() {
        return new EnergyLaw(11.5, 0.189, 0.0815);
    }

    /** Joules that a step with this content takes; 0 if nothing is computed. */
    public double joules(StepContent content) {
        return content.decodeSequences() == 0 && content.prefillTokens() == 0
                ? 0
                : stepJoules
                        + decodeJoules * content.decodeSequences()
                        + prefillJoules * content.prefillTokens();
    }

    /**
     * Joules per token when nothing but so many sequences decode.
     *
     * @param batch at least 1
     */
    public double joulesPerToken(int batch) {
        if (batch < 1) {
            throw new IllegalArgumentException("a batch has at least 1 sequence, not " + batch);
        }
        return decodeJoules + stepJoules / batch;
    }

    /**
     * Joules that one request adds to steps which happen anyway: its own part without c0.
     *
     * @param uncachedPromptTokens computed for it
     * @param outputTokens decoded for it
     */
    public double marginalJoules(long uncachedPromptTokens, long outputTokens) {
        return prefillJoules * uncachedPromptTokens + decodeJoules * outputTokens;
    }

    /**
     * Splits what the meter says a step took: c0 evenly, the rest by what each request did in it,
     * scaled to the meter. In whole nanojoules, so that shares add up exactly.
     *
     * @param nanojoules of the step; at least 0
     * @param decoded tokens decoded in the step, by request
     * @param prefilled prompt tokens computed in the step, by request; as long as {@code decoded},
     *     not empty
     * @return nanojoules by request; none negative, their sum is {@code nanojoules}
     */
    public long[] split(long nanojoules, int[] decoded, int[] prefilled) {
        int requests = decoded.length;
        if (nanojoules < 0 || requests == 0 || prefilled.length != requests) {
            throw new IllegalArgumentException(
                    "cannot split %d nJ between %d decoding and %d prefilling requests"
                            .formatted(nanojoules, requests, prefilled.length));
        }
        double[] upTo = new double[requests];
        double sum = 0;
        for (int i = 0; i < requests; i++) {
            if (decoded[i] < 0 || prefilled[i] < 0) {
                throw new IllegalArgumentException(
                        "request %d has %d decoded and %d prompt tokens; give 0 or more"
                                .formatted(i, decoded[i], prefilled[i]));
            }
            sum += stepJoules / requests + decodeJoules * decoded[i] + prefillJoules * prefilled[i];
            upTo[i] = sum;
        }
        long[] shares = new long[requests];
        long given = 0;
        for (int i = 0; i < requests; i++) {
            // a law of nothing but zeros says nothing about shares: they are equal
            double share = sum > 0 ? upTo[i] / sum : (i + 1.0) / requests;
            long boundary =
                    i == requests - 1
                            ? nanojoules
                            : Math.clamp((long) (nanojoules * share), given, nanojoules);
            shares[i] = boundary - given;
            given = boundary;
        }
        return shares;
    }

    static void requireNonNegative(String what, double value) {
        if (!(value >= 0) || Double.isInfinite(value)) {
            throw new IllegalArgumentException(what + " must be 0 or more, not " + value);
        }
    }
}
