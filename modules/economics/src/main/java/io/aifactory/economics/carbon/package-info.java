/**
 * How dirty and how dear a kilowatt-hour is, hour by hour, and how it is expected to be.
 *
 * <p>A signal is a time series of a grid's carbon intensity or of an electricity price. It comes as
 * text (CSV or JSON) that the caller has read from wherever it lies; parsing, looking up and
 * forecasting are functions of their arguments, so the simulator and the front door get the same
 * answers. Work that can wait asks here when waiting pays.
 */
@NullMarked
package io.aifactory.economics.carbon;

import org.jspecify.annotations.NullMarked;
