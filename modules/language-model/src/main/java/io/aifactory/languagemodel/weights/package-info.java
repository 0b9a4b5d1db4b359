/**
 * Weights on disk: safetensors files, read through a memory map of any size and written as a
 * stream. A header is untrusted input: every size, range and name is checked before anything is
 * allocated for it, and each fault is a {@link io.aifactory.languagemodel.ModelFormatException}.
 */
@NullMarked
package io.aifactory.languagemodel.weights;

import org.jspecify.annotations.NullMarked;
