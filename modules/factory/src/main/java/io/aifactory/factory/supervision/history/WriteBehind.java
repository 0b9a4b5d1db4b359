package io.aifactory.factory.supervision.history;

import io.aifactory.contracts.retry.Backoff;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jboss.logging.Logger;

/**
 * Does writes in their order on a thread of its own, so that nobody waits for them. A write that
 * fails is tried again, with growing waits, before the next one has its turn. When more wait than
 * there is room for, the oldest are given up.
 */
final class WriteBehind {
    private static final Logger LOG = Logger.getLogger(WriteBehind.class);

    private final int room;
    private final Backoff backoff;
    private final Predicate<RuntimeException> hopeless;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();
    private final Condition closed = lock.newCondition();
    private final ArrayDeque<Runnable> waiting = new ArrayDeque<>();
    private final Thread writer = Thread.ofVirtual().name("worker-history").unstarted(this::run);
    private boolean closing;
    private long givenUp;

    /**
     * @param room writes that may wait
     * @param backoff between two tries of a write
     * @param hopeless failures for which another try would not help
     */
    WriteBehind(int room, Backoff backoff, Predicate<RuntimeException> hopeless) {
        this.room = room;
        this.backoff = backoff;
        this.hopeless = hopeless;
    }

    /** Begins to write; what was added before comes first. */
    void start() {
        writer.start();
    }

    /** Returns at once. */
    void add(Runnable write) {
        lock.lock();
        try {
            if (waiting.size() >= room) {
                waiting.removeFirst();
                givenUp++;
            }
            waiting.addLast(write);
            arrived.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Writes that were given up because there was no room or no hope. */
    long givenUp() {
        lock.lock();
        try {
            return givenUp;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Ends the thread when everything is written, or after the limit; says whether all was. Nothing
     * that is added later is written.
     */
    boolean close(Duration limit) {
        lock.lock();
        try {
            closing = true;
            arrived.signalAll();
            closed.signalAll();
            if (writer.getState() == Thread.State.NEW) {
                return waiting.isEmpty();
            }
        } finally {
            lock.unlock();
        }
        try {
            boolean done = writer.join(limit);
            writer.interrupt();
            return done;
        } catch (InterruptedException e) {
            writer.interrupt();
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void run() {
        try {
            for (Optional<Runnable> next = next(); next.isPresent(); next = next()) {
                write(next.get());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Empty at the end. */
    private Optional<Runnable> next() throws InterruptedException {
        lock.lock();
        try {
            while (waiting.isEmpty() && !closing) {
                arrived.await();
            }
            return Optional.ofNullable(waiting.pollFirst());
        } finally {
            lock.unlock();
        }
    }

    private void write(Runnable write) throws InterruptedException {
        for (Backoff tries = backoff; ; ) {
            try {
                write.run();
                if (tries.failures() > 0) {
                    LOG.infof("workers' history is written again; given up: %d", givenUp());
                }
                return;
            } catch (RuntimeException e) {
                if (hopeless.test(e)) {
                    LOG.error("a change of a worker was refused and is not in its history", e);
                    giveUp();
                    return;
                }
                if (tries.failures() == 0) {
                    LOG.warnf("workers' history cannot be written, trying again: %s", e);
                }
                tries = tries.afterFailure();
                pause(tries.delay());
            }
        }
    }

    private void giveUp() {
        lock.lock();
        try {
            givenUp++;
        } finally {
            lock.unlock();
        }
    }

    /** Who closes does not wait for long pauses, but there are still some. */
    private void pause(Duration time) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            boolean wasClosing = closing;
            long left = (wasClosing ? backoff.initial() : time).toNanos();
            while (closing == wasClosing && left > 0) {
                left = closed.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }
}
