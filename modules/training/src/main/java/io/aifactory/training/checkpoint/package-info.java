/**
 * Checkpoints that survive anything: a checkpoint is either whole, verified and visible under its
 * final name, or it does not count.
 *
 * <p>The order of effects is the point here (temporary folder, files, fsync of each, manifest with
 * digests, fsync, rename, fsync of the parent); each step is a named {@link
 * io.aifactory.training.checkpoint.CheckpointStep} at which tests can cut the power.
 */
@NullMarked
package io.aifactory.training.checkpoint;

import org.jspecify.annotations.NullMarked;
