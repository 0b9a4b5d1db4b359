/**
 * The connections to the workers: one gRPC channel each, polled for load, dropped when the
 * directory no longer lists the worker.
 */
@NullMarked
package io.aifactory.scheduler.workers;

import org.jspecify.annotations.NullMarked;
