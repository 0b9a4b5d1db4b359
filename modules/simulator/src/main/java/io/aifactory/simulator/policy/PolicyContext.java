package io.aifactory.simulator.policy;

import io.aifactory.simulator.model.WorkerModel;
import java.util.random.RandomGenerator;

/**
 * What a fresh policy may use.
 *
 * @param model of the simulated workers, for those that predict
 * @param random what randomised policies and ties draw from
 */
public record PolicyContext(WorkerModel model, RandomGenerator random) {}
