/**
 * How the factory's own router compares with the published ones: not on one trace, one timing and
 * one load, but on all of them, because a score that is tuned to one cell loses in the next.
 */
@NullMarked
package io.aifactory.simulator.experiment.routing;

import org.jspecify.annotations.NullMarked;
