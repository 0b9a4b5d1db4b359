/** A worker that obeys the protocol without a model, and what tests need around it. */
@NullMarked
package io.aifactory.scheduler.testing;

import org.jspecify.annotations.NullMarked;
