/**
 * Ingestion jobs: a state machine whose states are records, a book that keeps them, and the one
 * thread that works them off. A job that was running when the process died is started again; the
 * pipeline gives the same version then.
 */
@NullMarked
package io.aifactory.ingestion.job;

import org.jspecify.annotations.NullMarked;
