/**
 * The decisions of the scheduler as pure code: which worker, who waits, when to come back.
 *
 * <p>No framework, no threads, no clock and no I/O: time and randomness are arguments. The same
 * classes run behind the front door and in the simulator, so that a policy can be judged before it
 * serves. Nothing here is thread-safe; the caller holds one lock around a decision.
 */
@NullMarked
package io.aifactory.schedulercore;

import org.jspecify.annotations.NullMarked;
