package io.aifactory.simulator.study;

import io.aifactory.simulator.Scenario;
import io.aifactory.simulator.model.WorkerModel;
import io.aifactory.simulator.policy.PolicySpec;
import io.aifactory.simulator.trace.Arrival;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * How many devices a number of tokens needs: the smallest fleet, by simulation, that makes so many
 * output tokens a week with this 99th percentile of the time to the first token and this mean time
 * between tokens for 99 % of the requests, at each of some operating points of the engine.
 *
 * @param scenario whose model, costs and promise are used; its number of workers is what is sought
 * @param workload shape of the requests; its rate is changed to fit the tokens
 * @param policy who chooses
 * @param tokensPerWeek output tokens; at least 1
 * @param ttftMillis bound of the 99th percentile; positive
 * @param itlMillis bound of the 99th percentile of each request's mean; positive, infinite = none
 */
public record WhatIf(
        Scenario scenario,
        Workload workload,
        PolicySpec policy,
        double tokensPerWeek,
        double ttftMillis,
        double itlMillis) {
    /** Larger fleets are not tried. */
    public static final int MOST_WORKERS = 1_024;

    private static final double SECONDS_PER_WEEK = 7 * 24 * 3_600;
    private static final double NANOS_PER_SECOND = 1e9;
    private static final double KILO = 1_000;
    private static final double JOULES_PER_KILOWATT_HOUR = 3.6e6;
    private static final List<Integer> BUDGETS = List.of(512, 2_048, 8_192);
    private static final List<Integer> SEQUENCES = List.of(64, 256);

    public WhatIf {
        if (!(tokensPerWeek >= 1 && tokensPerWeek <= 1e15)) {
            throw new IllegalArgumentException(
                    "tokens per week are from 1 to 1e15, not " + tokensPerWeek);
        }
        if (!(ttftMillis > 0 && itlMillis > 0)) {
            throw new IllegalArgumentException(
                    "bounds are positive times, not " + ttftMillis + " and " + itlMillis + " ms");
        }
    }

    /**
     * A fleet that is enough.
     *
     * @param tokenBudget of a step
     * @param maxSequences of a worker
     * @param workers fewest that are enough
     * @param devices of all workers
     * @param watts mean power
     * @param kilowattHoursPerWeek at the building's meter
     * @param moneyPerWeek energy and devices
     * @param kilogramsCo2PerWeek of the energy
     * @param report of the run that showed it
     */
    public record Fleet(
            int tokenBudget,
            int maxSequences,
            int workers,
            int devices,
            double watts,
            double kilowattHoursPerWeek,
            double moneyPerWeek,
            double kilogramsCo2PerWeek,
            Report report) {}

    /** Output tokens per second that are asked for. */
    public double tokensPerSecond() {
        return tokensPerWeek / SECONDS_PER_WEEK;
    }

    /**
     * What makes the question unanswerable for any fleet: prompts that take longer than the bound
     * with a worker for themselves.
     */
    public Optional<String> impossible() {
        WorkerModel model = scenario.model();
        double[] alone =
                workload.arrivals(1).stream()
                        .mapToDouble(a -> model.isolatedMillis(a.promptTokens()))
                        .sorted()
                        .toArray();
        if (alone.length == 0) {
            return Optional.of("the workload has no requests");
        }
        double least = alone[(int) Math.ceil(0.99 * alone.length) - 1];
        return least <= ttftMillis
                ? Optional.empty()
                : Optional.of(
                        String.format(
                                java.util.Locale.ROOT,
                                "no fleet can: of these prompts, on %s, the 99th percentile takes %.2f s even with a worker for itself and nothing cached, and the bound is %.2f s; allow more time, or cut longer prompts",
                                model.name(),
                                least / KILO,
                                ttftMillis / KILO));
    }

    /** A fleet for each operating point at which one is enough, the cheapest first. */
    public List<Fleet> answers() {
        List<Fleet> fleets = new ArrayList<>();
        for (int budget : BUDGETS) {
            for (int sequences : SEQUENCES) {
                smallest(at(budget, sequences)).ifPresent(fleets::add);
            }
        }
        fleets.sort(
                Comparator.comparingDouble(Fleet::moneyPerWeek).thenComparingDouble(Fleet::watts));
        return fleets;
    }

    private Scenario at(int budget, int sequences) {
        WorkerModel m = scenario.model();
        WorkerModel point =
                new WorkerModel(
                        m.name(),
                        m.time(),
                        m.energy(),
                        m.kvBlocks(),
                        m.blockTokens(),
                        budget,
                        Math.min(sequences, budget),
                        m.devices());
        return new Scenario(1, point, scenario.slo(), scenario.costs());
    }

    private Optional<Fleet> smallest(Scenario point) {
        int tooFew = 0;
        int enough = 1;
        Optional<Fleet> found = enough(point.withWorkers(enough));
        while (found.isEmpty()) {
            tooFew = enough;
            enough *= 2;
            if (enough > MOST_WORKERS) {
                return Optional.empty();
            }
            found = enough(point.withWorkers(enough));
        }
        while (enough - tooFew > 1) {
            int middle = (tooFew + enough) / 2;
            Optional<Fleet> fleet = enough(point.withWorkers(middle));
            if (fleet.isPresent()) {
                enough = middle;
                found = fleet;
            } else {
                tooFew = middle;
            }
        }
        return found;
    }

    private Optional<Fleet> enough(Scenario fleet) {
        List<Arrival> arrivals = workload.arrivals(1);
        double tokens = arrivals.stream().mapToDouble(Arrival::outputTokens).sum();
        double seconds = Math.max(1e-9, arrivals.getLast().nanos() / NANOS_PER_SECOND);
        double speedUp = tokensPerSecond() / (tokens / seconds);
        Report report = Report.of(new Trial(fleet, workload, policy, speedUp, 1).run());
        boolean good =
                report.refused() == 0
                        && report.ttft().p99() <= ttftMillis
                        && report.itl().p99() <= itlMillis;
        return good ? Optional.of(fleet(fleet, report)) : Optional.empty();
    }

    private Fleet fleet(Scenario point, Report report) {
        double weeks = report.joules() / report.watts() / SECONDS_PER_WEEK;
        return new Fleet(
                point.model().tokenBudget(),
                point.model().maxSequences(),
                point.workers(),
                point.workers() * point.model().devices(),
                report.watts(),
                report.joules()
                        / weeks
                        * point.costs().prices().powerUsageEffectiveness()
                        / JOULES_PER_KILOWATT_HOUR,
                report.money() / weeks,
                report.gramsCo2() / weeks / KILO,
                report);
    }
}
