package io.aifactory.scheduler.dispatch;

import io.aifactory.contracts.error.FactoryException;
import io.aifactory.scheduler.models.AdapterChoice;
import io.aifactory.schedulercore.admission.AdmissionQueue;
import io.aifactory.schedulercore.admission.QueueOrder;
import io.aifactory.schedulercore.admission.Waiting;
import io.aifactory.schedulercore.load.WorkerReport;
import io.aifactory.schedulercore.routing.DecisionRecord;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/**
 * Hands out slots of workers: at once where one is free, else in turn from a bounded queue per
 * model. Thread-safe; callers block on virtual threads.
 */
public final class Dispatcher {
    private final Guard guard = new Guard();
    private final RoutableWorkers workers;
    private final FleetNews news;
    private final Map<String, AdmissionQueue<Ticket>> queues = new HashMap<>();
    private final int queueCapacity;
    private final QueueErrors errors;
    private final LongSupplier nanoTime;

    /**
     * @param policy chooses between workers with a free slot
     * @param queueCapacity requests that may wait per model
     * @param nanoTime a monotonic clock
     */
    public Dispatcher(Policy policy, int queueCapacity, LongSupplier nanoTime) {
        this.workers = new RoutableWorkers(policy);
        this.news = new FleetNews(guard, workers);
        this.queueCapacity = queueCapacity;
        this.errors = new QueueErrors(workers, queueCapacity);
        this.nanoTime = nanoTime;
    }

    /** Takes what workers tell of themselves. */
    public FleetNews news() {
        return news;
    }

    /**
     * A worker can take requests for this version of a model and has said how busy it is.
     *
     * @param manifest digest of the version
     * @param adapters beside it
     */
    public void workerReported(
            String workerId,
            String model,
            String manifest,
            Set<AdapterChoice> adapters,
            WorkerReport report,
            int inFlightWhenAsked) {
        guard.run(() -> {
            workers.reported(workerId, model, manifest, adapters, report, inFlightWhenAsked);
            pump(model);
        });
    }

    /** Nothing goes to this worker until it reports again. */
    public void workerLost(String workerId) {
        guard.run(() -> workers.lost(workerId).ifPresent(this::pump));
    }

    /** The worker refused a sequence because it is full: it gets no more until its next report. */
    public void workerFull(String workerId) {
        guard.run(() -> workers.full(workerId));
    }

    /** The worker will never come back. */
    public void workerForgotten(String workerId) {
        guard.run(() -> workers.forgotten(workerId).ifPresent(this::pump));
    }

    /**
     * Waits for a slot.
     *
     * @param again the sequence was running and lost its worker: it goes to the front and is never
     *     refused for want of room
     * @throws FactoryException QUEUE_FULL if there is no room to wait or the wait is over,
     *     NO_WORKER if no worker has appeared by then, MODEL_REPLACED if the workers serve another
     *     version of the model by now
     * @throws CancellationException if the ticket was cancelled
     */
    public Lease acquire(Ticket ticket, Duration longestWait, boolean again) {
        guard.run(() -> enter(ticket, again));
        try {
            return ticket.place().get(longestWait.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            guard.run(() ->
                    ticket.refuse(
                            errors.tooLong(
                                    ticket.features().model(),
                                    queue(ticket.features().model()).size())));
            return leave(ticket);
        } catch (InterruptedException e) {
            ticket.cancel();
            Thread.currentThread().interrupt();
            return leave(ticket);
        } catch (ExecutionException | CancellationException e) {
            return leave(ticket);
        }
    }

    /** Whether requests go to this worker at the moment. */
    public boolean routesTo(String workerId) {
        return guard.get(() -> workers.contains(workerId));
    }

    /** Requests that wait for a slot of this model. */
    public int queued(String model) {
        return guard.get(() -> {
            AdmissionQueue<Ticket> queue = queues.get(model);
            return queue == null ? 0 : queue.size();
        });
    }

    /** Sequences in flight on this worker from here. */
    public int inFlight(String workerId) {
        return guard.get(() -> workers.inFlight(workerId));
    }

    /** Sequences in flight on all workers from here. */
    public int inFlight() {
        return guard.get(workers::inFlight);
    }

    private void enter(Ticket ticket, boolean again) {
        String model = ticket.features().model();
        AdmissionQueue<Ticket> queue = queue(model);
        var waiting = new Waiting<>(ticket, ticket.features().tenant(), nanoTime.getAsLong());
        if (workers.replaced(ticket)) {
            ticket.refuse(QueueErrors.replaced(model));
        } else if (again) {
            queue.readmit(waiting);
            pump(model);
        } else if (!queue.isEmpty() || !placed(ticket)) {
            if (queue.offer(waiting)) {
                pump(model);
            } else {
                ticket.refuse(errors.full(model, queue.size()));
            }
        }
    }

    /** What became of a ticket that stopped waiting: a slot may have come at the last moment. */
    private Lease leave(Ticket ticket) {
        guard.run(() -> queue(ticket.features().model()).remove(ticket));
        try {
            return ticket.place().join();
        } catch (java.util.concurrent.CompletionException e) {
            if (e.getCause() instanceof FactoryException refused) {
                throw refused;
            }
            throw e;
        }
    }

    private void pump(String model) {
        AdmissionQueue<Ticket> queue = queue(model);
        while (true) {
            Optional<Waiting<Ticket>> next =
                    queue.poll(t -> workers.replaced(t) || workers.haveRoomFor(t));
            if (next.isEmpty()) {
                return;
            }
            Ticket ticket = next.get().item();
            if (workers.replaced(ticket)) {
                ticket.refuse(QueueErrors.replaced(model));
            } else if (!ticket.place().isDone()) {
                placed(ticket);
            }
        }
    }

    /** Whether there was a slot; somebody who has just left does not get it. */
    private boolean placed(Ticket ticket) {
        Optional<Lease> slot = place(ticket);
        slot.filter(lease -> !ticket.place().complete(lease)).ifPresent(Lease::close);
        return slot.isPresent();
    }

    private Optional<Lease> place(Ticket ticket) {
        long now = nanoTime.getAsLong();
        return workers.route(ticket, now).map(decision -> new Slot(decision, now));
    }

    private AdmissionQueue<Ticket> queue(String model) {
        return Objects.requireNonNull(
                queues.computeIfAbsent(
                        model,
                        m ->
                                new AdmissionQueue<>(
                                        queueCapacity, QueueOrder.firstComeFirstServed())));
    }

    private final class Slot implements Lease {
        private final DecisionRecord decision;
        private final long sinceNanos;
        private final AtomicInteger outputTokens = new AtomicInteger();
        private boolean finished;
        private boolean closed;

        Slot(DecisionRecord decision, long sinceNanos) {
            this.decision = decision;
            this.sinceNanos = sinceNanos;
        }

        @Override
        public String workerId() {
            return decision.chosen();
        }

        @Override
        public DecisionRecord decision() {
            return decision;
        }

        @Override
        public void generated(int tokens) {
            if (tokens > 0 && outputTokens.getAndAdd(tokens) == 0) {
                guard.run(() -> workers.firstToken(sequenceId(), nanoTime.getAsLong()));
            }
        }

        @Override
        public void finished() {
            guard.run(() -> finished = true);
        }

        @Override
        public void close() {
            guard.run(() -> {
                if (!closed) {
                    closed = true;
                    leave();
                    String model = decision.request().model();
                    errors.served(model, nanoTime.getAsLong() - sinceNanos);
                    pump(model);
                }
            });
        }

        private void leave() {
            if (finished) {
                workers.finished(sequenceId(), outputTokens.get(), nanoTime.getAsLong());
            } else {
                workers.abandoned(sequenceId());
            }
        }

        private String sequenceId() {
            return decision.request().requestId();
        }
    }
}
