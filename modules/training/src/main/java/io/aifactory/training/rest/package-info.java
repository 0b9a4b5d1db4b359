/** The REST face of training: thin translations between JSON and {@code TrainingJobs}. */
@NullMarked
package io.aifactory.training.rest;

import org.jspecify.annotations.NullMarked;
