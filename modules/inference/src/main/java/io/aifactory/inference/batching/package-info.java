/**
 * Continuous batching: many sequences on one device, joining and leaving at every step.
 *
 * <p>What a step contains is decided by {@link io.aifactory.inference.batching.StepPlanner}, a
 * function of values. {@link io.aifactory.inference.batching.ContinuousBatch} carries the decision
 * out, and {@link io.aifactory.inference.batching.StepLoop} is the one thread that owns the device
 * and calls it.
 */
@NullMarked
package io.aifactory.inference.batching;

import org.jspecify.annotations.NullMarked;
