package io.aifactory.scheduler.generation;

import io.aifactory.contracts.worker.v1.Delta;
import io.aifactory.contracts.worker.v1.TokenLogprobs;
import java.util.ArrayList;
import java.util.List;

/**
 * How probable a generated token was.
 *
 * @param chosen the token itself
 * @param best the most probable tokens, best first
 */
public record TokenReport(Scored chosen, List<Scored> best) {
    public TokenReport {
        best = List.copyOf(best);
    }

    /** A token and the natural logarithm of its probability. */
    public record Scored(int token, double logprob) {}

    /** One for each token of a worker's message; none if it has no report for each. */
    static List<TokenReport> of(Delta delta) {
        List<TokenReport> reports = new ArrayList<>();
        if (delta.getLogprobsCount() != delta.getTokensCount()) {
            return reports;
        }
        for (int i = 0; i < delta.getTokensCount(); i++) {
            TokenLogprobs message = delta.getLogprobs(i);
            List<Scored> best = new ArrayList<>();
            int count = Math.min(message.getTopTokensCount(), message.getTopLogprobsCount());
            for (int j = 0; j < count; j++) {
                best.add(new Scored(message.getTopTokens(j), message.getTopLogprobs(j)));
            }
            reports.add(
                    new TokenReport(new Scored(delta.getTokens(i), message.getLogprob()), best));
        }
        return reports;
    }
}
