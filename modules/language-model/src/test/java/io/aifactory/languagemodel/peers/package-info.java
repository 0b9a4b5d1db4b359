/**
 * What it takes to compare the engine with others on the same weights: random Llama models of known
 * shapes, written as a Hugging Face folder and as GGUF files, and a measurement of our engine that
 * answers in the same lines as those of the others. The others and the comparison itself live in
 * {@code infra/benchmarks/peers}.
 */
@NullMarked
package io.aifactory.languagemodel.peers;

import org.jspecify.annotations.NullMarked;
