package io.aifactory.scheduler.requests;

import io.aifactory.contracts.error.ErrorCode;
import io.aifactory.scheduler.requests.RequestState.Ended;
import io.aifactory.scheduler.requests.RequestState.Open;
import io.aifactory.scheduler.requests.RequestState.Queued;
import io.aifactory.scheduler.requests.RequestState.Running;
import java.time.Clock;
import java.util.function.Consumer;

/**
 * The present state of one request; every change leaves an event. What a state does not allow
 * changes nothing, so that the first end counts. Used by one thread.
 */
public final class RequestProgress {
    private final String requestId;
    private final Clock clock;
    private final Consumer<? super RequestEvent> events;
    private RequestState state;

    /**
     * A request that has just been received.
     *
     * @param events takes the events; must not block
     */
    public RequestProgress(String requestId, Clock clock, Consumer<? super RequestEvent> events) {
        this.requestId = requestId;
        this.clock = clock;
        this.events = events;
        this.state = moved(RequestState.received());
    }

    public RequestState state() {
        return state;
    }

    /** One of its sequences has a slot; only the first of all slots changes the state. */
    public void slotGiven(String worker) {
        if (state instanceof Queued queued) {
            state = moved(queued.start(worker));
        }
    }

    /** All sequences have finished. */
    public void finished() {
        if (state instanceof Running running) {
            state = moved(running.finish());
        }
    }

    public void cancelled() {
        if (state instanceof Open open) {
            state = moved(open.cancel());
        }
    }

    public void failed(ErrorCode code) {
        if (state instanceof Open open) {
            state = moved(open.fail(code));
        }
    }

    /** How it ended; a request that was left open for an unknown reason has failed. */
    public Ended ended() {
        return switch (state) {
            case Ended ended -> ended;
            case Open open -> {
                Ended failed = moved(open.fail(ErrorCode.INTERNAL));
                state = failed;
                yield failed;
            }
        };
    }

    private <S extends RequestState> S moved(S next) {
        events.accept(RequestEvent.of(requestId, clock.instant(), next));
        return next;
    }
}
