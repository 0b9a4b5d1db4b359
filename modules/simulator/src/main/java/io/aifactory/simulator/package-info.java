/**
 * A discrete-event simulation of a fleet that drives the very classes of scheduler-core which run
 * behind the front door, so that a policy is judged before it serves. Deterministic: the same
 * trace, policy and seed give the same figures to the last digit.
 */
@NullMarked
package io.aifactory.simulator;

import org.jspecify.annotations.NullMarked;
