/**
 * One request for embeddings as the worker sees it: what is to be embedded, who waits for it, and
 * what it used. What a step contains is decided by {@link
 * io.aifactory.inference.embedding.EmbeddingPlanner}, a function of values.
 */
@NullMarked
package io.aifactory.inference.embedding;

import org.jspecify.annotations.NullMarked;
