/**
 * What a training job is asked to do, and the rules it must satisfy before anything is started.
 *
 * <p>A {@link io.aifactory.training.spec.TrainingSpec} holds everything that determines the result;
 * the digest of its canonical JSON is its identity, so that the same work is never done twice.
 */
@NullMarked
package io.aifactory.training.spec;

import org.jspecify.annotations.NullMarked;
