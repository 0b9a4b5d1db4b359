/**
 * {@code tokenizer.json} files of the Hugging Face library, read and written. Reading is strict:
 * what would change the ids and is not understood is refused by name, what cannot change them
 * (offsets, truncation, padding) is kept and ignored.
 */
@NullMarked
package io.aifactory.tokenization.internal.json;

import org.jspecify.annotations.NullMarked;
