package io.aifactory.inference.batching;

import io.aifactory.contracts.error.ErrorCode;
import io.aifactory.contracts.error.FactoryException;
import io.aifactory.inference.model.LoadedModel;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/**
 * Who may come in: the worker's phase and the sequences that are open. Thread-safe; every method
 * returns at once.
 */
final class Admission {
    private static final Duration RETRY = Duration.ofSeconds(1);

    private final int waitingLimit;
    private final Set<String> open = new HashSet<>();
    private WorkerPhase phase = new WorkerPhase.Empty();

    Admission(int waitingLimit) {
        this.waitingLimit = waitingLimit;
    }

    synchronized WorkerPhase phase() {
        return phase;
    }

    synchronized int open() {
        return open.size();
    }

    /**
     * Takes a sequence in, or says why not.
     *
     * @param model the one it has been checked against
     * @param enqueue run if it is taken in, before any later change of phase
     */
    synchronized void enter(String requestId, LoadedModel model, Runnable enqueue) {
        switch (phase) {
            case WorkerPhase.Empty _ ->
                    throw new FactoryException(
                            ErrorCode.UNAVAILABLE, "No model is loaded in this worker.");
            case WorkerPhase.Loading _ ->
                    throw new FactoryException(
                                    ErrorCode.UNAVAILABLE, "The worker is loading a model.")
                            .withRetryAfter(RETRY);
            case WorkerPhase.Draining _ -> throw draining();
            case WorkerPhase.Ready ready -> {
                if (ready.model() != model) {
                    throw new FactoryException(
                            ErrorCode.UNAVAILABLE, "The worker's model has just been replaced.");
                }
            }
        }
        if (open.size() >= model.slots() + waitingLimit) {
            throw new FactoryException(
                            ErrorCode.QUEUE_FULL,
                            "The worker is full: %d sequences are open (%d slots, %d may wait)."
                                    .formatted(open.size(), model.slots(), waitingLimit))
                    .withRetryAfter(RETRY);
        }
        if (!open.add(requestId)) {
            throw new FactoryException(
                            ErrorCode.INVALID_REQUEST,
                            "request_id '" + requestId + "' is already running in this worker.")
                    .withParameter("request_id");
        }
        enqueue.run();
    }

    synchronized void leave(String requestId) {
        open.remove(requestId);
    }

    /** From now on no sequence comes in until {@link #loaded} or {@link #loadFailed}. */
    synchronized void beginLoading(Runnable enqueue) {
        phase =
                switch (phase) {
                    case WorkerPhase.Empty empty -> empty.load();
                    case WorkerPhase.Ready ready -> ready.replace();
                    case WorkerPhase.Loading _ ->
                            throw new FactoryException(
                                    ErrorCode.CONFLICT,
                                    "The worker is already loading a model; wait for that.");
                    case WorkerPhase.Draining _ -> throw draining();
                };
        enqueue.run();
    }

    synchronized void loaded(LoadedModel model) {
        phase = phase instanceof WorkerPhase.Loading loading ? loading.loaded(model) : phase;
    }

    synchronized void loadFailed() {
        phase = phase instanceof WorkerPhase.Loading loading ? loading.failed() : phase;
    }

    /** No sequence comes in any more. */
    synchronized void drain() {
        phase = phase.drain();
    }

    static FactoryException draining() {
        return new FactoryException(
                ErrorCode.UNAVAILABLE, "The worker is shutting down; ask another one.");
    }
}
