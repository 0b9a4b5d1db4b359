/**
 * A worker that schedules as vLLM's engine (v1) does: one token budget per step, decode first, then
 * prompts in chunks; a paged KV cache whose full prompt blocks are shared; preemption with
 * recomputation when blocks run out. Only the time of a step comes from a model.
 */
@NullMarked
package io.aifactory.simulator.engine;

import org.jspecify.annotations.NullMarked;
