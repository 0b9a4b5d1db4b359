package io.aifactory.scheduler.requests;

import io.aifactory.contracts.error.ErrorCode;
import io.aifactory.contracts.error.FactoryException;
import io.aifactory.scheduler.SchedulerConfig;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/** What has become of a request. */
@Path("/api/v1/requests")
@PermitAll
@RunOnVirtualThread
public class RequestsResource {
    private final RequestStore store;
    private final SchedulerConfig config;

    public RequestsResource(RequestStore store, SchedulerConfig config) {
        this.store = store;
        this.config = config;
    }

    /**
     * @param state the last one that has been written
     * @param events the states it has been in, in order
     */
    public record RequestHistory(String requestId, RequestState.Name state, List<Event> events) {}

    /**
     * @param detail the first worker of a running, the error code of a failed request; else empty
     */
    public record Event(Instant at, RequestState.Name state, String detail) {
        static Event of(RequestEvent event) {
            return new Event(event.at(), event.state(), event.detail());
        }
    }

    /**
     * @param requestId header {@code x-request-id} of the answer, or the {@code id} in its body
     */
    @GET
    @Path("/{requestId}")
    public RequestHistory history(String requestId) {
        String bare = RequestIds.bare(requestId);
        List<RequestEvent> events = events(bare);
        if (events.isEmpty()) {
            throw new FactoryException(
                            ErrorCode.NOT_FOUND,
                            "no event of this request has been written; events are written"
                                    + " every "
                                    + config.usageInterval().toMillis()
                                    + " ms, and a request that was refused before it could wait"
                                    + " for a slot has none")
                    .withParameter("requestId");
        }
        return new RequestHistory(
                bare, events.getLast().state(), events.stream().map(Event::of).toList());
    }

    private List<RequestEvent> events(String requestId) {
        try {
            return store.events(requestId);
        } catch (SQLException e) {
            throw new FactoryException(
                    ErrorCode.UNAVAILABLE,
                    "requests cannot be read at the moment; try again later",
                    e);
        }
    }
}
