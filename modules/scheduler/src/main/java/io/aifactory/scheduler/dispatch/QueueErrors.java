package io.aifactory.scheduler.dispatch;

import io.aifactory.contracts.error.ErrorCode;
import io.aifactory.contracts.error.FactoryException;
import io.aifactory.schedulercore.admission.RetryAfter;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** Why nobody waits any longer, and when to come back. Guarded by the dispatcher's lock. */
final class QueueErrors {
    private static final Duration SOON = Duration.ofSeconds(1);

    private final RoutableWorkers workers;
    private final int capacity;
    private final Map<String, RetryAfter> retryAfters = new HashMap<>();

    /**
     * @param capacity requests that may wait per model
     */
    QueueErrors(RoutableWorkers workers, int capacity) {
        this.workers = workers;
        this.capacity = capacity;
    }

    /** A sequence of this model has held a slot for so long. */
    void served(String model, long nanos) {
        retryAfter(model).served(nanos);
    }

    /** There is no room to wait. */
    FactoryException full(String model, int queued) {
        return new FactoryException(
                        ErrorCode.QUEUE_FULL,
                        "model '"
                                + model
                                + "' is busy: all "
                                + capacity
                                + " waiting places are taken; try again later")
                .withRetryAfter(wait(model, queued));
    }

    /** The wait is over. */
    FactoryException tooLong(String model, int queued) {
        if (workers.slots(model) == 0) {
            return new FactoryException(
                            ErrorCode.NO_WORKER,
                            "no worker serves model '" + model + "' at the moment; try again later")
                    .withRetryAfter(SOON);
        }
        return new FactoryException(
                        ErrorCode.QUEUE_FULL,
                        "model '" + model + "' had no free slot in time; try again later")
                .withRetryAfter(wait(model, queued));
    }

    /** The version that understands the request's tokens has gone. */
    static FactoryException replaced(String model) {
        return new FactoryException(
                        ErrorCode.MODEL_REPLACED,
                        "model '"
                                + model
                                + "' was replaced by another version meanwhile; send the request"
                                + " again")
                .withRetryAfter(SOON);
    }

    private Duration wait(String model, int queued) {
        return retryAfter(model).estimate(queued, workers.slots(model));
    }

    private RetryAfter retryAfter(String model) {
        return Objects.requireNonNull(retryAfters.computeIfAbsent(model, m -> new RetryAfter()));
    }
}
