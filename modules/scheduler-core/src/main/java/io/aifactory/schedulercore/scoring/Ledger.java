package io.aifactory.schedulercore.scoring;

import io.aifactory.schedulercore.routing.DecisionOutcome;
import io.aifactory.schedulercore.routing.DecisionRecord;
import io.aifactory.schedulercore.routing.ScoredCandidate;
import io.aifactory.schedulercore.routing.Slo;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Decisions whose requests run, so that what was expected can be held against what came. */
final class Ledger {
    private static final double NANOS_PER_MILLI = 1e6;

    private record Entry(DecisionRecord decision, double promise) {}

    private final Map<String, Entry> running = new HashMap<>();

    void decided(DecisionRecord decision, double promise) {
        running.put(decision.request().requestId(), new Entry(decision, promise));
    }

    void lost(String requestId) {
        running.remove(requestId);
    }

    void gone(String workerId) {
        running.values().removeIf(entry -> entry.decision().chosen().equals(workerId));
    }

    /** The decision with its outcome; empty if it is not known. */
    Optional<DecisionRecord> finished(LiveRequest request, int outputTokens, long nowNanos) {
        Entry entry = running.remove(request.features.requestId());
        if (entry == null) {
            return Optional.empty();
        }
        boolean started = request.started;
        double ttft =
                started ? (request.firstNanos - request.sentNanos) / NANOS_PER_MILLI : Double.NaN;
        double itl =
                started && outputTokens > 1
                        ? (nowNanos - request.firstNanos) / NANOS_PER_MILLI / (outputTokens - 1)
                        : 0;
        Slo slo = request.features.slo();
        boolean kept = ttft <= slo.ttftMillis() && itl <= slo.itlMillis();
        return Optional.of(entry.decision().with(outcome(entry, ttft, itl, kept, outputTokens)));
    }

    private static DecisionOutcome outcome(
            Entry entry, double ttft, double itl, boolean kept, int outputTokens) {
        DecisionRecord decision = entry.decision();
        ScoredCandidate chosen = null;
        ScoredCandidate other = null;
        for (ScoredCandidate candidate : decision.candidates()) {
            if (candidate.workerId().equals(decision.chosen())) {
                chosen = candidate;
            } else if (other == null || candidate.score() < other.score()) {
                other = candidate;
            }
        }
        if (chosen == null) {
            throw new IllegalStateException(decision.chosen() + " is not a candidate");
        }
        Map<String, Double> terms = chosen.terms();
        Slo slo = decision.request().slo();
        double waited = Double.isNaN(ttft) ? 0 : ttft;
        double came =
                chosen.score()
                        + SlackPrice.waiting(waited, slo)
                        - SlackPrice.waiting(
                                terms.getOrDefault(Terms.NAMES.get(Terms.TTFT), 0.0), slo)
                        + entry.promise()
                                * ((kept ? 0 : 1)
                                        - terms.getOrDefault(Terms.NAMES.get(Terms.OWN_MISS), 0.0));
        return new DecisionOutcome(
                ttft,
                itl,
                kept,
                outputTokens,
                came,
                other == null ? decision.chosen() : other.workerId(),
                other == null ? 0 : Math.max(0, came - other.score()));
    }
}
