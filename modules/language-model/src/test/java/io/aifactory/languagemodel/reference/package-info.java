/**
 * Decoders from first principles, in double precision and plain loops: no tensors, no library, no
 * fused weights, no cache, and no class of the engine but the safetensors writer. What the engine
 * computes is compared with this. Configurations are read from their JSON here once more, so that a
 * key misread by the engine shows.
 */
@NullMarked
package io.aifactory.languagemodel.reference;

import org.jspecify.annotations.NullMarked;
