package io.aifactory.inference.batching;

/**
 * What one step did.
 *
 * @param nanos its duration
 * @param nanojoules its energy
 * @param sequences that took part
 * @param decoding of them, those that decoded
 * @param prefillTokens known tokens whose keys and values it computed
 * @param generatedTokens tokens it gave to sequences
 * @param draftedTokens drafts it checked
 * @param acceptedTokens of them, those that were right and taken over
 * @param kvTokens tokens that these sequences had in their slots before it
 * @param before what happened since the step before
 */
public record StepReport(
        long nanos,
        long nanojoules,
        int sequences,
        int decoding,
        int prefillTokens,
        int generatedTokens,
        int draftedTokens,
        int acceptedTokens,
        long kvTokens,
        Interlude before) {}
