/**
 * Keeps worker processes alive: starts them, loads the model, asks for their health, replaces the
 * ones that die or fall silent, with growing waits, and tells the scheduler who serves. What to do
 * next is decided by pure states ({@link io.aifactory.factory.supervision.ReplicaState}, {@link
 * io.aifactory.contracts.retry.Backoff}); processes and gRPC stand behind interfaces.
 */
@NullMarked
package io.aifactory.factory.supervision;

import org.jspecify.annotations.NullMarked;
