package io.aifactory.scheduler.requests;

import java.time.Instant;

/**
 * A request has come into a state. A request has at most three: no state comes twice.
 *
 * @param detail worker of a running, error code of a failed request; else empty
 */
public record RequestEvent(String requestId, Instant at, RequestState.Name state, String detail)
        implements RequestRow {
    static RequestEvent of(String requestId, Instant at, RequestState state) {
        return new RequestEvent(requestId, at, state.name(), state.detail());
    }
}
