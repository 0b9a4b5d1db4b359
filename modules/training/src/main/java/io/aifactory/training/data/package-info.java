/**
 * The order in which the trainer learns from windows of a dataset: a pure function of the dataset,
 * the seed and the step, so that a resumed attempt sees exactly the batches that the uninterrupted
 * one would have seen.
 */
@NullMarked
package io.aifactory.training.data;

import org.jspecify.annotations.NullMarked;
