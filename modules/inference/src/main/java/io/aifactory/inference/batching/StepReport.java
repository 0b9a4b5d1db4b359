package io.aifactory.inference.batching;

/**
 * What one step did.
 *
 * @param nanos its duration, with what a draft model took for it
 * @param nanojoules its energy
 * @param sequences that took part
 * @param decoding of them, those that decoded
 * @param prefillTokens known tokens whose keys and values it computed
 * @param generatedTokens tokens it gave to sequences
 * @param draftedTokens drafts it checked
 * @param acceptedTokens of them, those that were right and taken over
 * @param kvTokens tokens that these sequences had in their slots before it
 * @param before what happened since the step before
 * @param model what a draft model has done for it; its drafts are among the others
 * @param ahead whether it was begun early, and what for nothing
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
        Interlude before,
        DraftWork model,
        StepAhead ahead) {
    /** Without a draft model, begun when all was known. */
    public StepReport(
            long nanos,
            long nanojoules,
            int sequences,
            int decoding,
            int prefillTokens,
            int generatedTokens,
            int draftedTokens,
            int acceptedTokens,
            long kvTokens,
            Interlude before) {
        this(
                nanos,
                nanojoules,
                sequences,
                decoding,
                prefillTokens,
                generatedTokens,
                draftedTokens,
                acceptedTokens,
                kvTokens,
                before,
                DraftWork.NONE,
                StepAhead.NONE);
    }
}
