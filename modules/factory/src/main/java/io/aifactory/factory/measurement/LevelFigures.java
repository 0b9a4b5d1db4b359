package io.aifactory.factory.measurement;

import io.aifactory.economics.cost.CostModel;
import io.aifactory.economics.frontier.OperatingPoint;
import io.aifactory.factory.measurement.RequestOutcome.Answered;
import java.util.List;
import java.util.Optional;

/**
 * What one level of concurrency showed.
 *
 * @param concurrency clients at the same time
 * @param answered requests that were answered whole
 * @param failed requests that were not, and were repeated
 * @param firstFailure why the first of them failed; empty if none did
 * @param point the figures; empty if nothing was answered
 */
public record LevelFigures(
        int concurrency,
        int answered,
        int failed,
        String firstFailure,
        Optional<OperatingPoint> point) {

    /**
     * Turns what the clients saw into figures.
     *
     * <p>Tokens of a request are spread evenly between its first and last text; those inside the
     * window count for the total rate, so that neither the ramp at the beginning nor the thin tail
     * at the end flatters or hurts it. Latencies are of all answered requests.
     *
     * @param outcomes of all requests of this level
     * @param from beginning of the window, in nanoseconds
     * @param to its end; after {@code from}
     * @param cost prices for money per million tokens
     */
    static LevelFigures of(
            int concurrency, List<RequestOutcome> outcomes, long from, long to, CostModel cost) {
        List<Answered> answered =
                outcomes.stream()
                        .filter(Answered.class::isInstance)
                        .map(Answered.class::cast)
                        .filter(one -> one.tokens() > 0)
                        .toList();
        List<RequestOutcome.Failed> failed =
                outcomes.stream()
                        .filter(RequestOutcome.Failed.class::isInstance)
                        .map(RequestOutcome.Failed.class::cast)
                        .toList();
        return new LevelFigures(
                concurrency,
                answered.size(),
                failed.size(),
                failed.isEmpty() ? "" : failed.getFirst().reason(),
                point(concurrency, answered, from, to, cost));
    }

    private static Optional<OperatingPoint> point(
            int concurrency, List<Answered> answered, long from, long to, CostModel cost) {
        double tokens = answered.stream().mapToLong(Answered::tokens).sum();
        double perSecond =
                answered.stream().mapToDouble(one -> tokensWithin(one, from, to)).sum()
                        / ((to - from) / 1e9);
        double secondsBetweenTokens =
                answered.stream()
                        .filter(one -> one.tokens() > 1)
                        .mapToDouble(one ->
                                (one.lastNanos() - one.firstNanos()) / 1e9 / (one.tokens() - 1))
                        .average()
                        .orElse(0);
        if (perSecond <= 0 || secondsBetweenTokens <= 0) {
            return Optional.empty();
        }
        double joulesPerToken = answered.stream().mapToDouble(Answered::joules).sum() / tokens;
        double[] firstToken = answered.stream().mapToDouble(Answered::firstTokenMillis).toArray();
        return Optional.of(
                new OperatingPoint(
                        "concurrency " + concurrency,
                        concurrency,
                        1 / secondsBetweenTokens,
                        perSecond,
                        joulesPerToken,
                        cost.moneyPerMillionTokens(perSecond, joulesPerToken),
                        Percentile.of(firstToken, 50),
                        Percentile.of(firstToken, 99),
                        answered.stream().anyMatch(Answered::estimated)));
    }

    private static double tokensWithin(Answered one, long from, long to) {
        long span = one.lastNanos() - one.firstNanos();
        if (span <= 0) {
            return one.firstNanos() >= from && one.firstNanos() < to ? one.tokens() : 0;
        }
        long overlap = Math.min(to, one.lastNanos()) - Math.max(from, one.firstNanos());
        return overlap <= 0 ? 0 : one.tokens() * (double) overlap / span;
    }
}
