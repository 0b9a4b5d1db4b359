package io.aifactory.simulator.study;

import io.aifactory.simulator.Outcome;
import io.aifactory.simulator.Run;
import io.aifactory.simulator.Scenario;
import io.aifactory.simulator.policy.PolicySpec;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Policies beside each other on one workload.
 *
 * @param scenario fleet and promise
 * @param workload what arrives
 * @param speedUps loads; the one that the table shows is the first
 * @param seeds runs of each, from seed 1
 */
public record Comparison(Scenario scenario, Workload workload, List<Double> speedUps, int seeds) {
    /** More seeds are refused. */
    public static final int MOST_SEEDS = 1_000;

    public Comparison {
        speedUps = List.copyOf(speedUps);
        if (seeds < 1 || seeds > MOST_SEEDS) {
            throw new IllegalArgumentException(
                    "the number of seeds is from 1 to " + MOST_SEEDS + ", not " + seeds);
        }
        if (speedUps.isEmpty()) {
            throw new IllegalArgumentException("there is no load to compare at");
        }
    }

    /**
     * One policy at one load.
     *
     * @param policy as asked for
     * @param speedUp of the arrivals
     * @param reports one for each seed
     * @param ttft of the requests of the first seed, in milliseconds
     * @param itl the same, between tokens
     */
    public record Row(
            String policy,
            double speedUp,
            List<Report> reports,
            Distribution ttft,
            Distribution itl) {
        public Row {
            reports = List.copyOf(reports);
        }

        /** A figure over the seeds. */
        public Estimate estimate(ToDoubleFunction<Report> figure) {
            return Estimate.of(reports.stream().mapToDouble(figure).toArray());
        }
    }

    /** Port: something that runs this workload. */
    public interface Runner {
        /** One run of a load with a seed. */
        Run run(double speedUp, long seed);
    }

    /** Rows of one policy, one for each load. */
    public List<Row> rows(PolicySpec policy) {
        return rows(
                policy.text(),
                (speedUp, seed) -> new Trial(scenario, workload, policy, speedUp, seed).run());
    }

    /** Rows of anything else under its name, one for each load. */
    public List<Row> rows(String name, Runner runner) {
        return speedUps.stream().map(speedUp -> row(name, runner, speedUp)).toList();
    }

    private Row row(String name, Runner runner, double speedUp) {
        List<Report> reports = new ArrayList<>();
        Distribution ttft = new Distribution(List.of());
        Distribution itl = ttft;
        for (int seed = 1; seed <= seeds; seed++) {
            Run run = runner.run(speedUp, seed);
            reports.add(Report.of(run));
            if (seed == 1) {
                ttft = distribution(run, Outcome::ttftMillis);
                itl = distribution(run, Outcome::itlMillis);
            }
        }
        return new Row(name, speedUp, reports, ttft, itl);
    }

    private static Distribution distribution(Run run, ToDoubleFunction<Outcome> figure) {
        return Distribution.of(
                run.outcomes().stream().filter(o -> !o.refused()).mapToDouble(figure));
    }
}
