/**
 * Work that can wait: it fills what interactive work leaves free, and waits for hours in which
 * energy is clean or cheap as long as every deadline can still be met.
 *
 * <p>{@link io.aifactory.schedulercore.batchlane.LanePlan} says when to run, from the work, its
 * deadlines, a forecast of a signal (grams of CO2 or money per kWh) and a forecast of what is left
 * free; {@link io.aifactory.schedulercore.batchlane.ValleyGate} says how much fits into a worker at
 * this moment. Both are functions of their arguments and asked again and again, so that errors of
 * one forecast are made good by the next.
 */
@NullMarked
package io.aifactory.schedulercore.batchlane;

import org.jspecify.annotations.NullMarked;
