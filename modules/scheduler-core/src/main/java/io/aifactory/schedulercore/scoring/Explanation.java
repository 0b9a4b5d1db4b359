package io.aifactory.schedulercore.scoring;

import io.aifactory.schedulercore.routing.DecisionOutcome;
import io.aifactory.schedulercore.routing.DecisionRecord;
import io.aifactory.schedulercore.routing.ScoredCandidate;
import io.aifactory.schedulercore.routing.Slo;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** A decision in words, for whoever asks why. */
public final class Explanation {
    private Explanation() {}

    /** One or more English sentences; of policies that forecast nothing, their terms. */
    public static String of(DecisionRecord decision) {
        ScoredCandidate chosen = null;
        ScoredCandidate next = null;
        for (ScoredCandidate candidate : decision.candidates()) {
            if (candidate.workerId().equals(decision.chosen())) {
                chosen = candidate;
            } else if (next == null || candidate.score() < next.score()) {
                next = candidate;
            }
        }
        StringBuilder words = new StringBuilder();
        if (chosen != null) {
            words.append(
                    String.format(
                            Locale.ROOT,
                            "%s was chosen of %d by %s. ",
                            decision.chosen(),
                            decision.candidates().size(),
                            decision.policy()));
            words.append(expected(chosen, decision.request().slo()));
            if (next != null) {
                words.append(
                        String.format(
                                Locale.ROOT,
                                " Next came %s with %.1f to its %.1f.",
                                next.workerId(),
                                next.score(),
                                chosen.score()));
            }
        }
        decision.outcome().ifPresent(came -> words.append(outcome(came)));
        return words.toString();
    }

    private static String expected(ScoredCandidate chosen, Slo slo) {
        Map<String, Double> terms = chosen.terms();
        if (!terms.containsKey(name(Terms.OWN_MISS))) {
            return "Weighed were "
                    + terms.entrySet().stream()
                            .map(term ->
                                    String.format(
                                            Locale.ROOT, "%s %.3f", term.getKey(), term.getValue()))
                            .collect(Collectors.joining(", "))
                    + ".";
        }
        return String.format(
                Locale.ROOT,
                "Expected: first token after %.0f ms (%s), then one each %.1f ms (%s), a broken"
                        + " promise with a probability of %.0f %%; %.2f promises of others broken"
                        + " by it, %.0f ms of work, %.0f ms more to compute again later, %.1f J,"
                        + " %.6f in money.",
                value(terms, Terms.TTFT),
                promised(slo.ttftMillis()),
                value(terms, Terms.ITL),
                promised(slo.itlMillis()),
                100 * value(terms, Terms.OWN_MISS),
                value(terms, Terms.OTHERS_MISSES),
                value(terms, Terms.WORK),
                value(terms, Terms.EVICTION),
                value(terms, Terms.JOULES),
                value(terms, Terms.MONEY));
    }

    private static String outcome(DecisionOutcome came) {
        String happened =
                Double.isNaN(came.ttftMillis())
                        ? " It ended without a token"
                        : String.format(
                                Locale.ROOT,
                                " It came to %.0f ms and %.1f ms, promises %s",
                                came.ttftMillis(),
                                came.itlMillis(),
                                came.kept() ? "kept" : "broken");
        return happened
                + (came.regretMillis() > 0
                        ? String.format(
                                Locale.ROOT,
                                "; %s was expected to do better by %.0f ms.",
                                came.alternative(),
                                came.regretMillis())
                        : "; no other was expected to do better.");
    }

    private static String promised(double millis) {
        return Double.isInfinite(millis)
                ? "no promise"
                : String.format(Locale.ROOT, "promised %.0f ms", millis);
    }

    private static double value(Map<String, Double> terms, int index) {
        return terms.getOrDefault(name(index), 0.0);
    }

    private static String name(int index) {
        return Terms.NAMES.get(index);
    }
}
