package io.aifactory.schedulercore.routing;

/**
 * What came of a decision.
 *
 * @param ttftMillis from the decision to the first token; NaN if there was none
 * @param itlMillis mean time between tokens; 0 with fewer than two
 * @param kept whether both promises were kept
 * @param outputTokens generated
 * @param scoreMillis the chosen one's score with what came true in place of what was expected
 * @param alternative worker that was expected to be the best of the others; the chosen one if there
 *     was no other
 * @param regretMillis by how much the alternative's expected score was better than what came true;
 *     0 if it was not
 */
public record DecisionOutcome(
        double ttftMillis,
        double itlMillis,
        boolean kept,
        int outputTokens,
        double scoreMillis,
        String alternative,
        double regretMillis) {}
