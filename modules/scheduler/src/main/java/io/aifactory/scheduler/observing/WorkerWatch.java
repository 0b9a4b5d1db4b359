package io.aifactory.scheduler.observing;

import io.aifactory.contracts.retry.Backoff;
import io.aifactory.contracts.worker.v1.ObserveRequest;
import io.aifactory.contracts.worker.v1.WorkerEvent;
import io.aifactory.scheduler.dispatch.FleetNews;
import io.aifactory.scheduler.observing.EventReader.UnbelievableEvent;
import io.grpc.Status;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import java.time.Duration;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one stream of a worker's events open. Whoever polls the worker calls {@link #follow} when
 * it has answered; a stream that has ended is opened again then, later and later while that fails.
 * Thread-safe.
 */
public final class WorkerWatch {
    private static final Logger LOG = Logger.getLogger(WorkerWatch.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);

    /** Also how long a stream has to last before what failed earlier is forgotten. */
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private static final String NOT_FOLLOWED = "not followed any more";

    /** Opens a stream. */
    public interface Opening
            extends BiConsumer<
                    ObserveRequest, ClientResponseObserver<ObserveRequest, WorkerEvent>> {}

    private final String workerId;
    private final FleetNews news;
    private final Opening opening;
    private final LongSupplier nanoTime;

    // Guarded by this.
    private Backoff backoff = Backoff.fresh(FIRST_PAUSE, LONGEST_PAUSE);
    private @Nullable Stream open;
    private boolean closed;
    private long notBeforeNanos;

    private volatile KeptPrompts kept = KeptPrompts.NONE;

    /**
     * @param opening asks the worker for its events
     * @param nanoTime a monotonic clock
     */
    public WorkerWatch(String workerId, FleetNews news, Opening opening, LongSupplier nanoTime) {
        this.workerId = workerId;
        this.news = news;
        this.opening = opening;
        this.nanoTime = nanoTime;
        this.notBeforeNanos = nanoTime.getAsLong();
    }

    /** How the worker names what it keeps of prompts. */
    public KeptPrompts kept() {
        return kept;
    }

    /** The worker serves: its events are wanted. */
    public void follow() {
        Stream stream;
        synchronized (this) {
            if (closed || open != null || nanoTime.getAsLong() - notBeforeNanos < 0) {
                return;
            }
            stream = new Stream(nanoTime.getAsLong());
            open = stream;
        }
        opening.accept(ObserveRequest.getDefaultInstance(), stream);
        if (isClosed()) {
            stream.cancel(NOT_FOLLOWED);
        }
    }

    /** No more events. */
    public void close() {
        Stream stream;
        synchronized (this) {
            closed = true;
            stream = open;
        }
        if (stream != null) {
            stream.cancel(NOT_FOLLOWED);
        }
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    private synchronized void ended(Stream stream, Status why) {
        if (open != stream) {
            return;
        }
        open = null;
        kept = KeptPrompts.NONE;
        long now = nanoTime.getAsLong();
        boolean lasted = now - stream.sinceNanos > LONGEST_PAUSE.toNanos();
        backoff = (lasted ? backoff.afterSuccess() : backoff).afterFailure();
        notBeforeNanos = now + backoff.delay().toNanos();
        if (!closed) {
            LOG.debugf("events of worker %s ended: %s", workerId, why);
        }
    }

    private final class Stream implements ClientResponseObserver<ObserveRequest, WorkerEvent> {
        private final EventReader events = new EventReader(workerId, news);
        private final long sinceNanos;
        private volatile @Nullable ClientCallStreamObserver<ObserveRequest> call;

        Stream(long sinceNanos) {
            this.sinceNanos = sinceNanos;
        }

        @Override
        public void beforeStart(ClientCallStreamObserver<ObserveRequest> started) {
            call = started;
        }

        @Override
        public void onNext(WorkerEvent event) {
            try {
                kept = events.take(event);
            } catch (UnbelievableEvent e) {
                LOG.warnf(
                        "worker %s told of %s; what it keeps is asked for anew",
                        workerId, e.getMessage());
                cancel("an event that cannot be: " + e.getMessage());
            }
        }

        @Override
        public void onError(Throwable error) {
            ended(this, Status.fromThrowable(error));
        }

        @Override
        public void onCompleted() {
            ended(this, Status.OK);
        }

        void cancel(String why) {
            ClientCallStreamObserver<ObserveRequest> running = call;
            if (running != null) {
                running.cancel(why, null);
            }
        }
    }
}
