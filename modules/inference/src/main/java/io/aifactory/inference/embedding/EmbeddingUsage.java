package io.aifactory.inference.embedding;

/**
 * What a request has used.
 *
 * @param promptTokens of all its inputs
 * @param nanojoules its part of the energy of its steps
 * @param estimated the energy comes from a declared power model
 * @param queueNanos from its arrival to its first step
 */
public record EmbeddingUsage(
        int promptTokens, long nanojoules, boolean estimated, long queueNanos) {}
