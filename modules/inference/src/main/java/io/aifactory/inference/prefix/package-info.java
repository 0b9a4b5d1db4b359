/**
 * Prompts that begin alike share the keys and values of their beginning. A block is a fixed run of
 * tokens whose keys and values depend on nothing but itself and what stands before it; its name is
 * a hash of both. This package decides which blocks are kept, found and given up; moving their
 * bytes is the engine's work.
 *
 * <p>The scheme is that of vLLM's automatic prefix caching (Kwon et al., "Efficient memory
 * management for large language model serving with PagedAttention", SOSP 2023).
 */
@NullMarked
package io.aifactory.inference.prefix;

import org.jspecify.annotations.NullMarked;
