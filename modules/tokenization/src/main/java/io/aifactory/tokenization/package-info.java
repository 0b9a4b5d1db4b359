/**
 * Text to token ids and back: tokenizers read, trained and written, without a native library.
 *
 * <p>{@link io.aifactory.tokenization.Tokenizer} is what the rest of the factory uses; the Hugging
 * Face library is the oracle in tests.
 */
@NullMarked
package io.aifactory.tokenization;

import org.jspecify.annotations.NullMarked;
