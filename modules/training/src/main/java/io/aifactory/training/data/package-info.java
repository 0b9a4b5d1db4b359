/**
 * Tokens as the trainer sees them: mapped shards, the order in which windows are learned from, and
 * the held-out windows. Everything here is a pure function of the dataset, the seed and the step,
 * so that a resumed attempt sees exactly the batches that the uninterrupted one would have seen.
 */
@NullMarked
package io.aifactory.training.data;

import org.jspecify.annotations.NullMarked;
