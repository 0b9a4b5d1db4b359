package io.aifactory.training.support;

import io.aifactory.contracts.Digest;
import io.aifactory.training.spec.JobPlan;
import io.aifactory.training.spec.ModelShape;
import io.aifactory.training.spec.OptimizerSpec;
import io.aifactory.training.spec.TrainingSpec;

/** Plans that are valid for {@link SmallDataset}. */
public final class Plans {
    private Plans() {}

    public static TrainingSpec spec(Digest dataset, int steps, long seed) {
        return new TrainingSpec(
                TrainingSpec.FORMAT,
                dataset,
                new ModelShape(16, 32, 2, 2, 1, 16),
                steps,
                4,
                new OptimizerSpec(0.01, 0.001, 2, 0.9, 0.95, 1e-8, 0.1, 1.0),
                seed,
                4,
                1_000,
                1);
    }

    public static JobPlan plan(String name, TrainingSpec spec) {
        return new JobPlan(name, spec, 3, null);
    }
}
