/**
 * How long to wait before something is tried again. Every room that starts processes or talks to a
 * database needs the same growing waits; here they are once, as values that can be tested without
 * waiting.
 */
@NullMarked
package io.aifactory.contracts.retry;

import org.jspecify.annotations.NullMarked;
