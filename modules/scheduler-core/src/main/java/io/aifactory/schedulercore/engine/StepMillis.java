package io.aifactory.schedulercore.engine;

/** Milliseconds of a worker's steps, as far as they are known. */
public interface StepMillis {
    /** Most prompt tokens that a step takes; at least 1. */
    int prefillBudget();

    /**
     * Milliseconds of a step in which so many sequences decode.
     *
     * @param sequences at least 0
     * @param kvTokens that they attend to
     */
    double decodeMillis(double sequences, double kvTokens);

    /**
     * Milliseconds of steps that compute prompt tokens beside decoding sequences.
     *
     * @param steps in which they are computed; 0 = none
     * @param tokens of prompts in all
     * @param pairs of a prompt token and a token that it attends to
     * @param sequences that decode in each
     * @param kvTokens attended to in each
     */
    double prefillMillis(
            double steps, double tokens, double pairs, double sequences, double kvTokens);
}
