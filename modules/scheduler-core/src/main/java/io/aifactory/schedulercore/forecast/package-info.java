/**
 * What the load will be: one number for each interval of equal length (requests, or tokens), from
 * the intervals before.
 *
 * <p>A prediction is always defined, finite and not negative, whatever was measured: an interval
 * without a usable figure (NaN, infinite, negative) is a gap, in which time passes and nothing is
 * learned. How far predictions were off is kept beside them, so that whoever plans takes a quantile
 * of the error as headroom instead of a constant.
 */
@NullMarked
package io.aifactory.schedulercore.forecast;

import org.jspecify.annotations.NullMarked;
