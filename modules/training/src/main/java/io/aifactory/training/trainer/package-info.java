/**
 * The trainer process: one attempt of one job, from its order to a model in Hugging Face layout.
 *
 * <p>This is the only package that touches the engine, and no other package uses it: the control
 * plane starts {@link io.aifactory.training.trainer.TrainerMain} as a process and reads what it
 * reports. It may be killed at any moment; the next attempt continues from the newest verified
 * checkpoint and, on the CPU, ends with the same bytes.
 */
@NullMarked
package io.aifactory.training.trainer;

import org.jspecify.annotations.NullMarked;
