/**
 * Jobs, attempts, events and metric points in PostgreSQL (schema {@code training}).
 *
 * <p>{@link io.aifactory.training.store.JobStore} is the only door; entities stay behind it. Every
 * change of state happens under the job's row lock, from an expected state, together with a line in
 * the append-only event table.
 */
@NullMarked
package io.aifactory.training.store;

import org.jspecify.annotations.NullMarked;
