package io.aifactory.inference.bench;

import io.aifactory.economics.step.StepTime;
import io.aifactory.languagemodel.Precision;

/**
 * What a worker finds out about an engine in one precision before it serves.
 *
 * @param threads of the processor that it takes for one operation
 * @param error of its model of step times: the mean over the kinds of steps that were measured
 *     afterwards of how far it was from their median, as a part of that
 * @param time that model
 * @param tokensPerStep budget of a step
 * @param sequences that run at once
 * @param slotTokens that each of them may hold
 */
record CalibrationFigure(
        Precision precision,
        int threads,
        double error,
        StepTime time,
        int tokensPerStep,
        int sequences,
        int slotTokens) {}
