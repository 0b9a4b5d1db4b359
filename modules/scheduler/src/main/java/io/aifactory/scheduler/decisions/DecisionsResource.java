package io.aifactory.scheduler.decisions;

import io.aifactory.contracts.error.ErrorCode;
import io.aifactory.contracts.error.FactoryException;
import io.aifactory.scheduler.decisions.DecisionLog.Decision;
import io.aifactory.scheduler.requests.RequestIds;
import io.aifactory.schedulercore.routing.DecisionOutcome;
import io.aifactory.schedulercore.routing.ScoredCandidate;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Explains where a request went. */
@Path("/api/v1/decisions")
@PermitAll
public class DecisionsResource {
    private final DecisionLog log;

    public DecisionsResource(DecisionLog log) {
        this.log = log;
    }

    /** All decisions of one request. */
    public record Explanation(String requestId, List<Choice> decisions) {}

    /**
     * One of them; the smallest score is the best.
     *
     * @param explanation in words
     * @param outcome once the sequence has ended, where the policy follows it
     */
    public record Choice(
            Instant at,
            int sequence,
            int attempt,
            String policy,
            String chosen,
            List<ScoredCandidate> candidates,
            String explanation,
            Optional<Outcome> outcome) {
        static Choice of(Decision d) {
            return new Choice(
                    d.at(),
                    d.sequence(),
                    d.attempt(),
                    d.decision().policy(),
                    d.decision().chosen(),
                    d.decision().candidates(),
                    io.aifactory.schedulercore.scoring.Explanation.of(d.decision()),
                    d.decision().outcome().map(Outcome::of));
        }
    }

    /**
     * What came of it.
     *
     * @param ttftMillis from the decision to the first token; absent if there was none
     * @param regretMillis by how much the alternative's expected score was better than what came
     *     true; 0 if it was not
     */
    public record Outcome(
            OptionalDouble ttftMillis,
            double itlMillis,
            boolean promisesKept,
            int outputTokens,
            double scoreMillis,
            String alternative,
            double regretMillis) {
        static Outcome of(DecisionOutcome came) {
            return new Outcome(
                    Double.isNaN(came.ttftMillis())
                            ? OptionalDouble.empty()
                            : OptionalDouble.of(came.ttftMillis()),
                    came.itlMillis(),
                    came.kept(),
                    came.outputTokens(),
                    came.scoreMillis(),
                    came.alternative(),
                    came.regretMillis());
        }
    }

    /**
     * @param requestId header {@code x-request-id} of the answer, or the {@code id} in its body
     */
    @GET
    @Path("/{requestId}")
    public Explanation explain(String requestId) {
        String bare = RequestIds.bare(requestId);
        return log.of(bare)
                .map(found -> new Explanation(bare, found.stream().map(Choice::of).toList()))
                .orElseThrow(() ->
                        new FactoryException(
                                        ErrorCode.NOT_FOUND,
                                        "no decision of this request is kept; only those"
                                                + " of the latest requests are")
                                .withParameter("requestId"));
    }
}
