/**
 * LoRA adapters (Hu et al., "LoRA: low-rank adaptation of large language models", 2021) as Hugging
 * Face's PEFT stores them: which matrices of a model one changes, by how much, and whether its
 * files fit that model. Everything is decided from the configuration and the header of the weights,
 * before anything is allocated; what would compute something else than PEFT does is a {@link
 * io.aifactory.languagemodel.ModelFormatException} that says what to do. Here stand values; what is
 * computed with them stands in {@code torch}.
 */
@NullMarked
package io.aifactory.languagemodel.adapter;

import org.jspecify.annotations.NullMarked;
