package io.aifactory.inference.bench;

import io.aifactory.languagemodel.Precision;

/**
 * What a worker finds out about an engine in one precision before it serves.
 *
 * @param threads of the processor that it takes for one operation
 * @param error of its model of step times: the mean over the kinds of steps that were measured
 *     afterwards of how far it was from their median, as a part of that
 */
record CalibrationFigure(Precision precision, int threads, double error) {}
