package io.aifactory.scheduler.embedding;

import io.aifactory.contracts.error.ErrorCode;
import io.aifactory.contracts.error.FactoryException;
import io.aifactory.contracts.worker.v1.EmbedResponse;
import io.aifactory.scheduler.dispatch.Lease;
import io.aifactory.scheduler.dispatch.Ticket;
import io.aifactory.scheduler.embedding.EmbedCall.End;
import io.aifactory.scheduler.generation.BrokenAttempt;
import io.aifactory.scheduler.generation.EndReason;
import io.aifactory.scheduler.generation.GenerationPorts;
import io.aifactory.scheduler.generation.SequenceResult;
import io.aifactory.scheduler.workers.WorkerLink;
import io.aifactory.schedulercore.routing.RequestFeatures;
import io.grpc.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;

/**
 * One request for embeddings from the first try to its end. When its worker is lost it begins again
 * elsewhere, or on the same one once it is back.
 */
public final class EmbeddingRun {
    /** Attempts in a row before the request is given up. */
    private static final int FRUITLESS_ATTEMPTS = 4;

    private static final double NANOS_PER_MILLI = 1e6;

    private final EmbeddingSpec spec;
    private final GenerationPorts ports;
    private final long arrivalNanos;
    private final Consumer<String> started;
    private final Set<String> avoided = new HashSet<>();

    // Guarded by this.
    private Runnable release = () -> {};
    private boolean cancelled;

    /**
     * @param arrivalNanos when the request came, on the ports' clock
     * @param started told the worker whenever it has a place
     */
    public EmbeddingRun(
            EmbeddingSpec spec,
            GenerationPorts ports,
            long arrivalNanos,
            Consumer<String> started) {
        this.spec = spec;
        this.ports = ports;
        this.arrivalNanos = arrivalNanos;
        this.started = started;
    }

    /** Gives up its place or its turn in the queue; the worker is told at once. */
    public synchronized void cancel() {
        cancelled = true;
        release.run();
    }

    /**
     * Blocks until the vectors are there.
     *
     * @throws FactoryException as completions do, or {@code UNAVAILABLE} if it was cancelled
     */
    public EmbeddingResult run() {
        try {
            return embed();
        } catch (CancellationException e) {
            throw new FactoryException(ErrorCode.UNAVAILABLE, "the request was cancelled", e);
        }
    }

    private EmbeddingResult embed() {
        long waitUntil = ports.nanoTime().getAsLong() + ports.longestWait().toNanos();
        int fruitless = 0;
        for (int attempt = 0; fruitless < FRUITLESS_ATTEMPTS; attempt++) {
            Duration wait = Duration.ofNanos(waitUntil - ports.nanoTime().getAsLong());
            try (Lease place = ports.dispatcher().acquire(nextTicket(attempt), wait, attempt > 0)) {
                ports.decisions().decided(spec.requestId(), 0, attempt, place.decision());
                started.accept(place.workerId());
                switch (attempt(place, attempt)) {
                    case End.Answered(EmbedResponse response) -> {
                        place.finished();
                        return result(response, place.workerId(), attempt);
                    }
                    case End.Broken(Status status) -> {
                        hold(() -> {});
                        boolean counts =
                                BrokenAttempt.counts(status, place.workerId(), ports, avoided);
                        fruitless += counts ? 1 : 0;
                    }
                }
            }
        }
        throw new FactoryException(
                ErrorCode.WORKER_LOST,
                "the worker was lost " + fruitless + " times; try again later");
    }

    private Ticket nextTicket(int attempt) {
        Ticket next =
                new Ticket(
                        new RequestFeatures(
                                spec.requestId() + "-" + attempt,
                                spec.tenant(),
                                spec.model(),
                                spec.tokens(),
                                0),
                        spec.manifest(),
                        avoided);
        hold(next::cancel);
        return next;
    }

    private End attempt(Lease place, int attempt) {
        Optional<WorkerLink> found = ports.workers().link(place.workerId());
        if (found.isEmpty()) {
            return new End.Broken(Status.UNAVAILABLE);
        }
        WorkerLink link = found.get();
        EmbedCall call = new EmbedCall();
        Runnable onLoss = () -> call.cancel(Status.UNAVAILABLE);
        hold(() -> call.cancel(Status.CANCELLED));
        link.onLoss(onLoss);
        try {
            link.embed(spec.toWorker(attempt), ports.requestTimeout(), call);
            call.started();
            return call.end().join();
        } finally {
            link.ignoreLoss(onLoss);
        }
    }

    /**
     * @param next how to give back what it holds now
     * @throws CancellationException if nobody waits for it any more: then it takes nothing
     */
    private synchronized void hold(Runnable next) {
        if (cancelled) {
            throw new CancellationException("nobody waits for it any more");
        }
        release = next;
    }

    private EmbeddingResult result(EmbedResponse response, String worker, int attempt) {
        if (response.getEmbeddingsCount() != spec.inputs().size()) {
            throw new FactoryException(
                    ErrorCode.INTERNAL,
                    "worker %s gave %d vectors for %d inputs"
                            .formatted(
                                    worker, response.getEmbeddingsCount(), spec.inputs().size()));
        }
        double millis = (ports.nanoTime().getAsLong() - arrivalNanos) / NANOS_PER_MILLI;
        return new EmbeddingResult(
                vectors(response),
                new SequenceResult(
                        EndReason.STOP,
                        spec.tokens(),
                        0,
                        0,
                        response.getJoules(),
                        response.getJoulesEstimated(),
                        ports.workers().deviceSeconds(worker, response.getJoules()),
                        worker,
                        millis,
                        0,
                        attempt + 1));
    }

    private static List<float[]> vectors(EmbedResponse response) {
        List<float[]> vectors = new ArrayList<>(response.getEmbeddingsCount());
        for (var embedding : response.getEmbeddingsList()) {
            float[] vector = new float[embedding.getValuesCount()];
            for (int i = 0; i < vector.length; i++) {
                vector[i] = embedding.getValues(i);
            }
            vectors.add(vector);
        }
        return vectors;
    }
}
