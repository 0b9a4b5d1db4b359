package io.aifactory.simulator.experiment.queueing;

import io.aifactory.economics.energy.EnergyLaw;
import io.aifactory.economics.step.StepTime;
import io.aifactory.schedulercore.power.WorkerEnergy;
import io.aifactory.schedulercore.prefix.PromptBlocks;
import io.aifactory.simulator.model.Measured;
import io.aifactory.simulator.model.WorkerModel;
import io.aifactory.simulator.trace.Arrival;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

/** The worker and the tenants of these experiments. */
final class Setups {
    private static final double NANOS_PER_SECOND = 1e9;
    private static final int LONGEST = 32_768;

    /**
     * Llama-3.1-8B in bf16 on one H100: 6.2 ms + 0.081 ms per sequence, 3.10 J + 0.068 J per
     * sequence (fits to the ML.ENERGY leaderboard); 29.4 µs and 0.0203 J for a prompt token are
     * assumed.
     */
    static final StepTime LLAMA_8B = new StepTime(6.2e6, 0.081e6, 29.4e3, 0);

    private Setups() {}

    /**
     * A worker of that model.
     *
     * @param tokenBudget of a step
     */
    static WorkerModel llama8b(int tokenBudget) {
        return new WorkerModel(
                "llama-3.1-8b on H100",
                new Measured(LLAMA_8B),
                new WorkerEnergy(new EnergyLaw(3.10, 0.068, 0.0203), 100),
                3_000,
                128,
                tokenBudget,
                256,
                1);
    }

    /**
     * Poisson arrivals with log-normal lengths.
     *
     * @param rate requests per second
     * @param prompt median tokens
     * @param output median tokens
     */
    record Tenant(String name, double weight, double rate, int prompt, int output) {
        private static final double SPREAD = 0.7;

        List<Arrival> arrivals(double seconds, long seed) {
            SplittableRandom random = new SplittableRandom(seed * 31 + name.hashCode());
            List<Arrival> arrivals = new ArrayList<>();
            double at = -Math.log(1 - random.nextDouble()) / rate;
            while (at < seconds) {
                arrivals.add(
                        new Arrival(
                                (long) (at * NANOS_PER_SECOND),
                                length(prompt, random),
                                length(output, random),
                                PromptBlocks.NONE,
                                name));
                at += -Math.log(1 - random.nextDouble()) / rate;
            }
            return arrivals;
        }

        private static int length(int median, SplittableRandom random) {
            double tokens = median * Math.exp(SPREAD * random.nextGaussian());
            return Math.clamp(Math.round(tokens), 1, LONGEST);
        }
    }

    static List<Arrival> merged(List<Tenant> tenants, double seconds, long seed) {
        return tenants.stream()
                .flatMap(tenant -> tenant.arrivals(seconds, seed).stream())
                .sorted(Comparator.comparingLong(Arrival::nanos))
                .toList();
    }
}
