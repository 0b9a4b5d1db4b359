/**
 * Is this really a model? Checks of a manifest and its files before a version is registered: every
 * file allowed, present and of the right size, configuration and tokenizer readable, tensors where
 * their headers say. Nothing is executed and nothing is unpickled; every limit is checked before
 * anything is allocated.
 */
@NullMarked
package io.aifactory.registry.verification;

import org.jspecify.annotations.NullMarked;
