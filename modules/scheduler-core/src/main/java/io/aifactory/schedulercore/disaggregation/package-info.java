/**
 * Whether a prompt is computed by a worker of its own and its KV cache handed over, or where its
 * tokens will be made.
 *
 * <p>Decided for each request by the predicted time of both paths, from the step times of both
 * workers and what they have to do already; no threshold on lengths. The rules of others are the
 * simulator's. The hand-over itself is not here.
 */
@NullMarked
package io.aifactory.schedulercore.disaggregation;

import org.jspecify.annotations.NullMarked;
