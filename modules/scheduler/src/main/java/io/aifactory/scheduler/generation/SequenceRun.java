package io.aifactory.scheduler.generation;

import io.aifactory.contracts.error.ErrorCode;
import io.aifactory.contracts.error.FactoryException;
import io.aifactory.contracts.worker.v1.Delta;
import io.aifactory.contracts.worker.v1.Finish;
import io.aifactory.contracts.worker.v1.FinishReason;
import io.aifactory.contracts.worker.v1.SequenceUsage;
import io.aifactory.scheduler.dispatch.Lease;
import io.aifactory.scheduler.dispatch.Ticket;
import io.aifactory.scheduler.generation.WorkerCall.End;
import io.aifactory.scheduler.workers.WorkerLink;
import io.grpc.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;

/**
 * One sequence from the first try to its end. When its worker is lost it goes on elsewhere (or on
 * the same one once it is back) with the tokens delivered so far; sampling depends on seed and
 * position alone, so the client sees one uninterrupted sequence.
 */
final class SequenceRun {
    /** Attempts in a row that bring no token before the sequence is given up. */
    private static final int FRUITLESS_ATTEMPTS = 4;

    private final SequenceSpec spec;
    private final SequenceListener listener;
    private final GenerationPorts ports;
    private final TokenTimes times;
    private final List<Integer> received = new ArrayList<>();
    private final Set<String> avoided = new HashSet<>();
    private int attempt;
    private SequenceState state = new SequenceState.Idle();

    SequenceRun(
            SequenceSpec spec,
            SequenceListener listener,
            GenerationPorts ports,
            long arrivalNanos) {
        this.spec = spec;
        this.listener = listener;
        this.ports = ports;
        this.times = new TokenTimes(arrivalNanos);
    }

    /** Blocks until the sequence has ended and the listener knows. */
    void run() {
        SequenceResult result;
        try {
            result = generate();
        } catch (FactoryException e) {
            listener.failed(spec.index(), e);
            return;
        } catch (CancellationException e) {
            listener.failed(
                    spec.index(),
                    new FactoryException(ErrorCode.UNAVAILABLE, "the request was cancelled"));
            return;
        } catch (RuntimeException e) {
            listener.failed(
                    spec.index(),
                    new FactoryException(ErrorCode.INTERNAL, "the sequence could not be run", e));
            return;
        }
        listener.finished(spec.index(), result);
    }

    /** Gives up its slot and its place in the queue; the worker is told at once. */
    synchronized void cancel() {
        SequenceState held = state;
        state = new SequenceState.Cancelled();
        switch (held) {
            case SequenceState.Waiting waiting -> waiting.ticket().cancel();
            case SequenceState.Running running -> running.call().cancel(Status.CANCELLED);
            case SequenceState.Idle _, SequenceState.Cancelled _ -> {}
        }
    }

    private SequenceResult generate() {
        int fruitless = 0;
        long waitUntil = ports.nanoTime().getAsLong() + ports.longestWait().toNanos();
        while (true) {
            int before = received();
            Duration wait = Duration.ofNanos(waitUntil - ports.nanoTime().getAsLong());
            try (Lease slot = ports.dispatcher().acquire(nextTicket(), wait, attempt > 0)) {
                ports.decisions().decided(spec.requestId(), spec.index(), attempt, slot.decision());
                listener.started(spec.index(), slot.workerId());
                switch (attempt(slot)) {
                    case End.Finished finished -> {
                        slot.finished();
                        return result(finished.finish(), slot.workerId());
                    }
                    case End.Broken broken -> {
                        hold(new SequenceState.Idle());
                        boolean counts =
                                BrokenAttempt.counts(
                                        broken.status(), slot.workerId(), ports, avoided);
                        fruitless += counts ? 1 : 0;
                    }
                }
            }
            if (received() > before) {
                fruitless = 0;
                waitUntil = ports.nanoTime().getAsLong() + ports.longestWait().toNanos();
            }
            if (fruitless >= FRUITLESS_ATTEMPTS) {
                throw new FactoryException(
                        ErrorCode.WORKER_LOST,
                        "the worker was lost " + fruitless + " times; try again later");
            }
            attempt++;
        }
    }

    private End attempt(Lease slot) {
        Optional<WorkerLink> found = ports.workers().link(slot.workerId());
        if (found.isEmpty()) {
            return new End.Broken(Status.UNAVAILABLE);
        }
        WorkerLink link = found.get();
        int number = attempt;
        WorkerCall running = new WorkerCall((delta, done) -> deliver(number, delta, done));
        Runnable onLoss = () -> running.cancel(Status.UNAVAILABLE);
        hold(new SequenceState.Running(number, running, slot));
        link.onLoss(onLoss);
        try {
            link.generate(spec.toWorker(number, received), ports.requestTimeout(), running);
            running.started();
            return running.end().join();
        } finally {
            link.ignoreLoss(onLoss);
            letGo();
        }
    }

    /** Deltas of an attempt that has been given up are dropped: its tokens will come again. */
    private void deliver(int number, Delta delta, Runnable consumed) {
        int tokens = delta.getTokensCount();
        synchronized (this) {
            if (!(state instanceof SequenceState.Running running) || !running.takes(number)) {
                return;
            }
            running.slot().generated(tokens);
            received.addAll(delta.getTokensList());
            times.came(tokens, ports.nanoTime().getAsLong());
            listener.text(spec.index(), delta.getText(), tokens, TokenReport.of(delta), consumed);
        }
    }

    private synchronized Ticket nextTicket() {
        Ticket next =
                new Ticket(
                        SequenceFeatures.of(spec, attempt, received, ports.workers()),
                        spec.manifest(),
                        spec.adapter(),
                        avoided);
        hold(new SequenceState.Waiting(next));
        return next;
    }

    private synchronized int received() {
        return received.size();
    }

    /**
     * @throws CancellationException if nobody waits for it any more: then it takes nothing
     */
    private synchronized void hold(SequenceState next) {
        if (state instanceof SequenceState.Cancelled) {
            throw new CancellationException("nobody waits for it any more");
        }
        state = next;
    }

    private synchronized void letGo() {
        if (!(state instanceof SequenceState.Cancelled)) {
            state = new SequenceState.Idle();
        }
    }

    private synchronized SequenceResult result(Finish finish, String worker) {
        SequenceUsage usage = finish.getUsage();
        return new SequenceResult(
                finish.getReason() == FinishReason.FINISH_REASON_LENGTH
                        ? EndReason.LENGTH
                        : EndReason.STOP,
                spec.prompt().length,
                Math.max(usage.getCompletionTokens(), received.size()),
                usage.getCachedTokens(),
                usage.getJoules(),
                usage.getJoulesEstimated(),
                ports.workers().deviceSeconds(worker, usage.getJoules()),
                worker,
                times.firstTokenMillis(),
                times.tokenMillis(),
                attempt + 1);
    }
}
