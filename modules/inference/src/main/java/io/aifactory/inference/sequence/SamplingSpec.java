package io.aifactory.inference.sequence;

import io.aifactory.languagemodel.inference.CounterRandom;
import io.aifactory.languagemodel.inference.Sampling;

/**
 * How the tokens of a sequence are chosen.
 *
 * @param temperature 0 = greedy
 * @param topP in (0, 1]
 * @param topK 0 = all
 * @param seed with the position of a token it decides the draw, on whichever worker that happens
 */
public record SamplingSpec(float temperature, float topP, int topK, long seed) {
    public static SamplingSpec greedy() {
        return new SamplingSpec(0, 1, 0, 0);
    }

    /**
     * How the token at a position is chosen.
     *
     * @param position tokens before it, counted from the start of the sequence, prompt included
     */
    Sampling at(int position) {
        return temperature == 0
                ? Sampling.greedy()
                : new Sampling(temperature, topP, topK, CounterRandom.uniform(seed, position));
    }
}
