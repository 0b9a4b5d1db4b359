package io.aifactory.simulator.policy;

/**
 * The settings of Dynamo's KV router.
 *
 * @param overlapCredit credit for each block that the worker holds, from 0 to 1
 * @param overlapCreditDecay how much less of it the more prompts wait on the worker; 0 = none
 * @param prefillLoadScale weight of blocks to be computed against blocks that decode
 * @param activeRequestWeight weight of each request in flight
 * @param temperature 0 = the cheapest worker; above, others are drawn the more often the higher
 * @param prefillTracking whether prompts in flight count
 */
public record DynamoKnobs(
        double overlapCredit,
        double overlapCreditDecay,
        double prefillLoadScale,
        double activeRequestWeight,
        double temperature,
        boolean prefillTracking) {
    public DynamoKnobs {
        if (!(overlapCredit >= 0
                        && overlapCredit <= 1
                        && overlapCreditDecay >= 0
                        && prefillLoadScale >= 0
                        && activeRequestWeight >= 0
                        && temperature >= 0)
                || Double.isInfinite(
                        overlapCreditDecay
                                + prefillLoadScale
                                + activeRequestWeight
                                + temperature)) {
            throw new IllegalArgumentException(
                    "Dynamo's credit is from 0 to 1 and its other knobs are numbers from 0");
        }
    }

    /** As shipped: credit 1, scale 1, all else off. */
    public static DynamoKnobs defaults() {
        return new DynamoKnobs(1, 0, 1, 0, 0, true);
    }

    /** The defaults with another weight of blocks to be computed. */
    public static DynamoKnobs scaled(double prefillLoadScale, double overlapCreditDecay) {
        return new DynamoKnobs(1, overlapCreditDecay, prefillLoadScale, 0, 0, true);
    }
}
