/**
 * Who waits, for how long, and what those are told who may not even wait.
 *
 * <p>{@link io.aifactory.schedulercore.admission.FairQueue} shares places between tenants, keeps
 * deadlines and knows what to do with promises that cannot be kept; {@link
 * io.aifactory.schedulercore.admission.AdmissionQueue} is the plain bounded queue of the front
 * door; {@link io.aifactory.schedulercore.admission.RetryAfter} is the estimate behind {@code
 * Retry-After}.
 */
@NullMarked
package io.aifactory.schedulercore.admission;

import org.jspecify.annotations.NullMarked;
