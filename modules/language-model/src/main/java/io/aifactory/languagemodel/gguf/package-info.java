/**
 * GGUF files: the container that llama.cpp and its many quantised models use. The reader maps the
 * file and trusts nothing in it: every count, length, shape and range is checked against the file's
 * size before anything is made of it, and each fault is a {@link
 * io.aifactory.languagemodel.ModelFormatException} that names the key or tensor. Blocks are decoded
 * to float32 in plain Java; {@code GgufImport} streams a model into Hugging Face layout, which is
 * what the engine reads.
 *
 * <p>Format: docs/gguf.md and the block layouts in ggml-common.h of the ggml project (MIT licence),
 * as of August 2026.
 */
@NullMarked
package io.aifactory.languagemodel.gguf;

import org.jspecify.annotations.NullMarked;
