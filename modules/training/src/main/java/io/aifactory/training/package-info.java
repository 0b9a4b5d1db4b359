/**
 * From a dataset version to a registered model version.
 *
 * <p>Two halves meet in this module. The control side (jobs, attempts, queue, REST) runs inside the
 * control plane and never touches a native library. The trainer ({@link
 * io.aifactory.training.trainer}) is a process of its own, started for each attempt; it owns the
 * engine, and a crash of it costs one attempt, which the next one continues from the newest
 * checkpoint. They speak through two files in the attempt's folder, see {@link
 * io.aifactory.training.protocol}.
 */
@NullMarked
package io.aifactory.training;

import org.jspecify.annotations.NullMarked;
