/**
 * The stages around the model, with the semantics of the Hugging Face library: added tokens are cut
 * out, the rest is normalised and split into pre-tokens, and token strings become bytes again. The
 * stages are values; what a file asks for beyond them is refused when it is read.
 */
@NullMarked
package io.aifactory.tokenization.internal.pipeline;

import org.jspecify.annotations.NullMarked;
