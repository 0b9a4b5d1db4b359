/**
 * The served model: read from storage and checked before the device sees it, then held by the
 * device's thread. Everything a caller may know of it (tokenizer, limits, shape) is here as an
 * immutable value.
 */
@NullMarked
package io.aifactory.inference.model;

import org.jspecify.annotations.NullMarked;
