package io.aifactory.languagemodel.embedding;

import java.util.OptionalInt;

/**
 * What sentence-transformers says of a model beside its {@code config.json}.
 *
 * @param pooling how the vectors of the tokens become one
 * @param normalised whether the vector is scaled to length one
 * @param inputTokens tokens that one input may have; empty: as many as there are positions
 */
public record SentenceSettings(Pooling pooling, boolean normalised, OptionalInt inputTokens) {}
