/**
 * Models that turn a text into one vector: encoders of the BERT family with what
 * sentence-transformers puts behind them (pooling, normalisation). Kept apart from {@code
 * inference}, because nothing of it applies: no sequence goes on, no slot holds anything between
 * two calls, and there is nothing to sample. Configurations are read here from a model's small
 * files; what a model takes in memory is known from them alone.
 */
@NullMarked
package io.aifactory.languagemodel.embedding;

import org.jspecify.annotations.NullMarked;
