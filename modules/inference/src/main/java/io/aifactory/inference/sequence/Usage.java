package io.aifactory.inference.sequence;

/**
 * What a sequence has used.
 *
 * @param promptTokens without resumed ones
 * @param completionTokens generated tokens, those of an earlier attempt and a sampled end token
 *     included
 * @param cachedTokens prompt tokens whose keys and values were not computed again
 * @param nanojoules its share of the energy of the steps it took part in
 * @param estimated the energy comes from a declared power model
 * @param queueNanos from arrival to its first step
 * @param firstTokenNanos from arrival to its first token
 */
public record Usage(
        int promptTokens,
        int completionTokens,
        int cachedTokens,
        long nanojoules,
        boolean estimated,
        long queueNanos,
        long firstTokenNanos) {}
