/**
 * The life of training jobs and attempts as sealed records whose methods are the legal transitions,
 * and the rule that decides whether a dead attempt gets a successor. Pure values: no database, no
 * process, no clock.
 */
@NullMarked
package io.aifactory.training.jobs;

import org.jspecify.annotations.NullMarked;
