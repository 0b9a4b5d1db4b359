/**
 * Ingestion jobs: a state machine whose states are records, a book that keeps them, and the one
 * thread that works them off. A job that was running when the process died is started again (the
 * pipeline gives the same version then), but not for ever: it may be what ends the process. While
 * the database is away the thread waits and asks again.
 */
@NullMarked
package io.aifactory.ingestion.job;

import org.jspecify.annotations.NullMarked;
