/**
 * Works through the queue: starts a trainer process for each attempt, follows what it reports,
 * publishes what it leaves behind.
 *
 * <p>One job at a time, the oldest first. All that must survive is in the database and in files, so
 * that the control plane may be killed at any moment: at its next start it ends a trainer that was
 * left behind and continues the job with a new attempt.
 */
@NullMarked
package io.aifactory.training.runner;

import org.jspecify.annotations.NullMarked;
