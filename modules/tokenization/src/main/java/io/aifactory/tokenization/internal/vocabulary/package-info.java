/**
 * Tokenizers assembled from lists of tokens, as GGUF files carry them. Their stages are written as
 * the {@code tokenizer.json} they will be published as, and read from it, so that both mean the
 * same.
 */
@NullMarked
package io.aifactory.tokenization.internal.vocabulary;

import org.jspecify.annotations.NullMarked;
