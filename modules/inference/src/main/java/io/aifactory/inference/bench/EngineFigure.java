package io.aifactory.inference.bench;

import io.aifactory.languagemodel.Precision;

/**
 * One kind of step in one precision. Times are of one step.
 *
 * @param sequences in the step
 * @param tokens of the step, over all sequences; as many as sequences where each decodes one
 * @param medianNanos of the measured steps
 * @param smallestNanos of the measured steps
 * @param floorNanos below which the machine cannot go, from the limits measured in the same run
 * @param expectedNanos by the model of step times, fitted to all steps of this precision
 */
public record EngineFigure(
        Precision precision,
        int sequences,
        int tokens,
        double medianNanos,
        double smallestNanos,
        double floorNanos,
        double expectedNanos) {}
