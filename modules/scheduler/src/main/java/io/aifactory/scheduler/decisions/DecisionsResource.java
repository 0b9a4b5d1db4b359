package io.aifactory.scheduler.decisions;

import io.aifactory.contracts.error.ErrorCode;
import io.aifactory.contracts.error.FactoryException;
import io.aifactory.scheduler.decisions.DecisionLog.Decision;
import io.aifactory.scheduler.requests.RequestIds;
import io.aifactory.schedulercore.routing.ScoredCandidate;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.time.Instant;
import java.util.List;

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

    /** One of them; the smallest score is the best. */
    public record Choice(
            Instant at,
            int sequence,
            int attempt,
            String policy,
            String chosen,
            List<ScoredCandidate> candidates) {
        static Choice of(Decision d) {
            return new Choice(
                    d.at(),
                    d.sequence(),
                    d.attempt(),
                    d.decision().policy(),
                    d.decision().chosen(),
                    d.decision().candidates());
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
