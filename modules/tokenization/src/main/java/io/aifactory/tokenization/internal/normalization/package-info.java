/**
 * What happens to text before it is split: Unicode forms, replacements, BERT's cleaning, and the
 * character maps that SentencePiece compiles into its models. Every normaliser is a value and a
 * pure function of the text.
 */
@NullMarked
package io.aifactory.tokenization.internal.normalization;

import org.jspecify.annotations.NullMarked;
