/**
 * Joules of steps, watts of workers, and how a fleet stays within a watt budget.
 *
 * <p>A budget holds for the mean of every ten seconds, so what was left unused a moment ago may be
 * used now. The decision never relies on a forecast: what the workers may draw at most in the next
 * period is what is given out, as caps where devices have them and as batches where they do not.
 */
@NullMarked
package io.aifactory.schedulercore.power;

import org.jspecify.annotations.NullMarked;
