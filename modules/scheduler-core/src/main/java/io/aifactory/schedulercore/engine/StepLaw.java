package io.aifactory.schedulercore.engine;

import io.aifactory.economics.step.StepContent;

/**
 * Time and energy of the steps of one worker, or of one kind. Steps that only decode wait for
 * memory, steps with a chunk of a prompt for arithmetic, so each has a law of its own. Not
 * thread-safe.
 */
public final class StepLaw implements StepMillis {
    private static final double NANOS_PER_MILLI = 1e6;
    private static final double KV_UNIT = 1e5;
    private static final double PREFILL_UNIT = 1e3;
    private static final double PAIR_UNIT = 1e7;

    /** Guesses before the first step: 10 ms and 0.1 ms for each prompt token. */
    private final RecursiveLeastSquares decode = new RecursiveLeastSquares(10, 0, 0);

    private final RecursiveLeastSquares mixed = new RecursiveLeastSquares(10, 0, 0, 100, 0);
    private final RecursiveLeastSquares energy = new RecursiveLeastSquares(0, 0, 0, 0);
    private final double[] three = new double[3];
    private final double[] four = new double[4];
    private final double[] five = new double[5];
    private double shortestMillis = Double.POSITIVE_INFINITY;
    private int largestPrefill;

    /** Steps learned from. */
    public long observations() {
        return decode.observations() + mixed.observations();
    }

    /** Whether steps like this one are known well enough to judge a report by. */
    boolean knows(StepContent content) {
        return (content.prefillTokens() == 0 ? decode : mixed).observations() >= 64;
    }

    /** Most prompt tokens that a step had so far: what a worker takes at once; 512 before any. */
    @Override
    public int prefillBudget() {
        return largestPrefill == 0 ? 512 : largestPrefill;
    }

    @Override
    public double decodeMillis(double sequences, double kvTokens) {
        return floor(decode.predict(decodeFeatures(sequences, kvTokens)));
    }

    @Override
    public double prefillMillis(
            double steps, double tokens, double pairs, double sequences, double kvTokens) {
        if (steps <= 0) {
            return 0;
        }
        double predicted =
                mixed.predict(prefillFeatures(steps, tokens, pairs, sequences, kvTokens));
        return Math.max(steps * decodeMillis(sequences, kvTokens), predicted);
    }

    /** Relative standard deviation of {@link #prefillMillis} of one step; 0.1 = 10 %. */
    public double prefillSpread(double tokens, double pairs, double sequences, double kvTokens) {
        double[] features = prefillFeatures(1, tokens, pairs, sequences, kvTokens);
        return mixed.relativeSpread(features, floor(mixed.predict(features)));
    }

    /** Relative standard deviation of {@link #decodeMillis}. */
    public double decodeSpread(double sequences, double kvTokens) {
        double[] features = decodeFeatures(sequences, kvTokens);
        return decode.relativeSpread(features, floor(decode.predict(features)));
    }

    /** Joules of a step; 0 where no meter ever said anything. */
    public double joules(double sequences, double prefillTokens, double kvTokens) {
        return Math.max(0, energy.predict(energyFeatures(sequences, prefillTokens, kvTokens)));
    }

    double millis(StepContent content) {
        return content.prefillTokens() == 0
                ? decodeMillis(content.decodeSequences(), (double) content.kvTokens())
                : prefillMillis(
                        1,
                        content.prefillTokens(),
                        (double) content.prefillPairs(),
                        content.decodeSequences(),
                        (double) content.kvTokens());
    }

    void learn(StepContent content, long nanos) {
        double millis = nanos / NANOS_PER_MILLI;
        shortestMillis = Math.min(shortestMillis, millis);
        largestPrefill = Math.max(largestPrefill, content.prefillTokens());
        if (content.prefillTokens() == 0) {
            decode.learn(
                    decodeFeatures(content.decodeSequences(), (double) content.kvTokens()), millis);
        } else {
            mixed.learn(
                    prefillFeatures(
                            1,
                            content.prefillTokens(),
                            (double) content.prefillPairs(),
                            content.decodeSequences(),
                            (double) content.kvTokens()),
                    millis);
        }
    }

    void learnEnergy(StepContent content, double joules) {
        energy.learn(
                energyFeatures(
                        content.decodeSequences(),
                        content.prefillTokens(),
                        (double) content.kvTokens()),
                joules);
    }

    void doubt() {
        decode.doubt();
        mixed.doubt();
        shortestMillis = Double.POSITIVE_INFINITY;
    }

    /** Knows what another knows, as a first guess. */
    void startFrom(StepLaw other) {
        decode.startFrom(other.decode);
        mixed.startFrom(other.mixed);
        energy.startFrom(other.energy);
        shortestMillis = other.shortestMillis;
        largestPrefill = other.largestPrefill;
    }

    /** No step is faster than half of the fastest one seen, whatever a line says far out. */
    private double floor(double predicted) {
        double least = shortestMillis == Double.POSITIVE_INFINITY ? 1e-3 : shortestMillis / 2;
        return Math.max(least, predicted);
    }

    private double[] decodeFeatures(double sequences, double kvTokens) {
        three[0] = 1;
        three[1] = sequences;
        three[2] = kvTokens / KV_UNIT;
        return three;
    }

    private double[] prefillFeatures(
            double steps, double tokens, double pairs, double sequences, double kvTokens) {
        five[0] = steps;
        five[1] = steps * sequences;
        five[2] = steps * kvTokens / KV_UNIT;
        five[3] = tokens / PREFILL_UNIT;
        five[4] = pairs / PAIR_UNIT;
        return five;
    }

    private double[] energyFeatures(double sequences, double prefillTokens, double kvTokens) {
        four[0] = 1;
        four[1] = sequences;
        four[2] = prefillTokens / PREFILL_UNIT;
        four[3] = kvTokens / KV_UNIT;
        return four;
    }
}
