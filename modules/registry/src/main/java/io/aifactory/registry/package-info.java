/**
 * The registry: which model versions exist, what people call them, and where they come from.
 *
 * <p>A version is the digest of its manifest; the bytes lie in storage. Names, numbers, aliases,
 * lineage and events are rows, written after the bytes they name were checked. Other modules use
 * the port {@link io.aifactory.contracts.model.ModelRegistry} only.
 */
@NullMarked
package io.aifactory.registry;

import org.jspecify.annotations.NullMarked;
