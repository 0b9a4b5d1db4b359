package io.aifactory.inference.batching;

/**
 * What one step did.
 *
 * @param nanos its duration
 * @param nanojoules its energy
 * @param sequences that took part
 * @param prefillTokens known tokens it put into slots
 * @param generatedTokens tokens it sampled
 */
public record StepReport(
        long nanos, long nanojoules, int sequences, int prefillTokens, int generatedTokens) {}
