package io.aifactory.simulator;

import io.aifactory.economics.cost.CostModel;
import io.aifactory.economics.energy.EnergyLaw;
import io.aifactory.economics.step.StepTime;
import io.aifactory.schedulercore.power.WorkerEnergy;
import io.aifactory.schedulercore.prefix.PromptBlocks;
import io.aifactory.simulator.model.Measured;
import io.aifactory.simulator.model.WorkerModel;
import io.aifactory.simulator.trace.Arrival;

/** Workers whose times are easy to add up. */
public final class Fixtures {
    /** 1 ms per step, 0.1 ms per decoding sequence, 10 µs per prompt token. */
    private static final StepTime TIME = new StepTime(1e6, 0.1e6, 10e3, 0);

    private Fixtures() {}

    /** Blocks of 4 tokens; a step is 2 J, a decoding sequence 1 J, a prompt token 0.1 J, 10 W. */
    public static WorkerModel worker(int kvBlocks, int tokenBudget, int maxSequences) {
        return new WorkerModel(
                "tiny",
                new Measured(TIME),
                new WorkerEnergy(new EnergyLaw(2, 1, 0.1), 10),
                kvBlocks,
                4,
                tokenBudget,
                maxSequences,
                1);
    }

    public static Scenario scenario(int workers, WorkerModel model) {
        return new Scenario(workers, model, new SloRule(200, 2, 5), CostModel.declared());
    }

    /** At a time in milliseconds, with blocks of 4 tokens. */
    public static Arrival arrival(long millis, int prompt, int output, long... hashes) {
        return new Arrival(
                millis * 1_000_000, prompt, output, new PromptBlocks(4, hashes), "anonymous");
    }
}
