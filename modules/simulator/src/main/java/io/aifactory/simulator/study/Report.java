package io.aifactory.simulator.study;

import io.aifactory.economics.cost.Cost;
import io.aifactory.simulator.Outcome;
import io.aifactory.simulator.Percentiles;
import io.aifactory.simulator.Run;
import java.util.List;

/**
 * The figures of one run. Times in milliseconds.
 *
 * @param requests of the trace
 * @param refused those turned away
 * @param goodput share of all requests inside their promise
 * @param ttft time to the first token
 * @param itl each request's mean time between tokens, of requests with at least two
 * @param endToEnd time to the last token
 * @param tokensPerSecond output tokens over the whole run
 * @param tokensPerSecondPerUser 1 / the mean of all times between tokens; 0 if there are none
 * @param hitRate share of prompt tokens that were not computed
 * @param preemptions how often sequences lost their blocks
 * @param joules of the whole fleet, idle time included
 * @param joulesPerToken per output token
 * @param money for energy and devices
 * @param gramsCo2 of the energy
 * @param utilisation share of the time in which workers had a step to do
 * @param watts mean power of the fleet
 */
public record Report(
        int requests,
        int refused,
        double goodput,
        Percentiles ttft,
        Percentiles itl,
        Percentiles endToEnd,
        double tokensPerSecond,
        double tokensPerSecondPerUser,
        double hitRate,
        long preemptions,
        double joules,
        double joulesPerToken,
        double money,
        double gramsCo2,
        double utilisation,
        double watts) {
    private static final double MILLIS_PER_SECOND = 1_000;

    /** The figures of a run. */
    public static Report of(Run run) {
        List<Outcome> served = run.outcomes().stream().filter(o -> !o.refused()).toList();
        double tokens = served.stream().mapToDouble(Outcome::outputTokens).sum();
        double prompts = served.stream().mapToDouble(Outcome::promptTokens).sum();
        double seconds = run.seconds();
        double joules = run.stepJoules() + run.idleJoules();
        int devices = run.scenario().workers() * run.scenario().model().devices();
        Cost cost = run.scenario().costs().of(joules, devices * seconds);
        Percentiles itl =
                Percentiles.of(
                        served.stream()
                                .filter(o -> o.outputTokens() > 1)
                                .mapToDouble(Outcome::itlMillis));
        return new Report(
                run.outcomes().size(),
                run.outcomes().size() - served.size(),
                run.goodput(),
                Percentiles.of(served.stream().mapToDouble(Outcome::ttftMillis)),
                itl,
                Percentiles.of(served.stream().mapToDouble(Outcome::endToEndMillis)),
                ratio(tokens, seconds),
                ratio(MILLIS_PER_SECOND, itl.mean()),
                ratio(served.stream().mapToDouble(Outcome::cachedTokens).sum(), prompts),
                run.preemptions(),
                joules,
                ratio(joules, tokens),
                cost.money(),
                cost.gramsCo2(),
                ratio((double) run.busyNanos(), (double) run.endNanos() * run.scenario().workers()),
                ratio(joules, seconds));
    }

    private static double ratio(double part, double whole) {
        return whole == 0 ? 0 : part / whole;
    }
}
