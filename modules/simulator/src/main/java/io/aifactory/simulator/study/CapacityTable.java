package io.aifactory.simulator.study;

import io.aifactory.simulator.Scenario;
import io.aifactory.simulator.policy.PolicySpec;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Capacities of policies over seeds. */
public final class CapacityTable {
    /**
     * One policy.
     *
     * @param policy as asked for
     * @param capacities one for each seed
     */
    public record Row(String policy, List<Double> capacities) {
        public Row {
            capacities = List.copyOf(capacities);
        }

        /** Mean over the seeds. */
        public Estimate estimate() {
            return Estimate.of(capacities.stream().mapToDouble(c -> c).toArray());
        }
    }

    private CapacityTable() {}

    /** Searches for one policy over seeds 1 to this number. */
    public static Row row(
            Capacity capacity, Scenario scenario, Workload workload, PolicySpec policy, int seeds) {
        return new Row(
                policy.text(),
                LongStream.rangeClosed(1, seeds)
                        .mapToObj(seed ->
                                capacity.search(new Trial(scenario, workload, policy, 1, seed)))
                        .toList());
    }

    /** For people, the highest first. */
    public static String text(List<Row> rows) {
        PolicyColumn policies = new PolicyColumn(rows.stream().map(Row::policy));
        StringBuilder text =
                new StringBuilder("%s capacity (× the trace)%n".formatted(policies.heading()));
        rows.stream()
                .sorted((a, b) -> Double.compare(b.estimate().mean(), a.estimate().mean()))
                .forEach(row -> {
                    Estimate estimate = row.estimate();
                    text.append(
                            String.format(
                                    Locale.ROOT,
                                    "%s %.3f%s%n",
                                    policies.of(row.policy()),
                                    estimate.mean(),
                                    Double.isNaN(estimate.halfWidth())
                                            ? ""
                                            : String.format(
                                                    Locale.ROOT, " ± %.3f", estimate.halfWidth())));
                });
        return text.toString();
    }

    /** For programs. */
    public static String csv(List<Row> rows) {
        StringBuilder csv = new StringBuilder("policy,seed,capacity\n");
        for (Row row : rows) {
            IntStream.range(0, row.capacities().size())
                    .forEach(i ->
                            csv.append(
                                    String.format(
                                            Locale.ROOT,
                                            "%s,%d,%.6f\n",
                                            row.policy(),
                                            i + 1,
                                            row.capacities().get(i))));
        }
        return csv.toString();
    }
}
