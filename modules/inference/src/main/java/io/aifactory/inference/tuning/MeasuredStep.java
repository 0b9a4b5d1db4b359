package io.aifactory.inference.tuning;

import io.aifactory.economics.step.StepContent;

/**
 * A step of which is known what it computed and how long that took.
 *
 * @param nanos at least 0
 */
public record MeasuredStep(StepContent content, long nanos) {}
