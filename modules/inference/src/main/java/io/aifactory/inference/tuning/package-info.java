/**
 * What a worker finds out about its own engine before it serves, and what it chooses by that: steps
 * of known content are run and timed, so that chunks of prompts, the number of sequences at once,
 * the threads of the processor and the width of weights follow from measurements of this model on
 * this machine and from the deployment's SLO. Choices are pure functions of what was measured; only
 * calibration, thread trial and tuner touch an engine.
 */
@NullMarked
package io.aifactory.inference.tuning;

import org.jspecify.annotations.NullMarked;
