package io.aifactory.inference.batching;

import io.aifactory.inference.tier.TierSettings;
import java.time.Duration;

/**
 * @param stepTokens token budget of a step, see {@link StepPlanner}
 * @param itlTarget how long a step may take while sequences decode, see {@link StepPlanner}
 * @param drafts guesses at the next tokens of a sequence that a step checks at most, in [0, 15]; 0
 *     = none
 * @param stepsAhead whether a step is begun before the tokens of the one before are known, where no
 *     sequence needs them
 * @param waitingLimit accepted sequences that may wait for a slot
 * @param priorities who gets a slot first, and who gives one up
 * @param tiers below the pool of prefix blocks
 * @param energyBaseShare part of a step's energy that its sequences share evenly, in [0, 1]
 * @param meterInterval how often the energy meter is read while nothing runs: hardware counters
 *     wrap
 * @param embeddingRequests requests that take part in the steps of a model that embeds; more wait
 */
public record LoopSettings(
        int stepTokens,
        Duration itlTarget,
        int drafts,
        boolean stepsAhead,
        int waitingLimit,
        PriorityPolicy priorities,
        TierSettings tiers,
        double energyBaseShare,
        Duration meterInterval,
        int embeddingRequests) {
    private static final int MOST_DRAFTS = 15;

    public LoopSettings {
        if (drafts < 0 || drafts > MOST_DRAFTS) {
            throw new IllegalArgumentException(
                    "aifactory.inference.speculation must be in [0, 15], not " + drafts);
        }
    }
}
