package io.aifactory.inference.batching;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * Tells clients on a thread of its own, while the device computes the next step: making text of
 * tokens and messages of text is not what that waits for.
 */
final class DeliveryThread implements Delivery {
    private final BlockingQueue<Runnable> queue = new LinkedBlockingQueue<>();
    private final Thread thread = Thread.ofPlatform().name("delivery").unstarted(this::run);

    // Owned by the thread that adds.
    private long added;
    private long lastPace;

    // Owned by its own thread.
    private boolean ended;

    // Guarded by this.
    private long told;
    private @Nullable Throwable failure;

    void start() {
        thread.start();
    }

    @Override
    public void add(Runnable telling) {
        added++;
        queue.add(telling);
    }

    @Override
    public void pace() throws InterruptedException {
        await(lastPace);
        lastPace = added;
    }

    @Override
    public void close() {
        queue.add(() -> ended = true);
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException _) {
                interrupted = true; // what clients are owed comes first
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void await(long count) throws InterruptedException {
        while (told < count && failure == null) {
            wait();
        }
        if (failure != null) {
            throw new IllegalStateException("clients cannot be told any more", failure);
        }
    }

    private void run() {
        try {
            while (!ended) {
                queue.take().run();
                told(1, null);
            }
        } catch (Throwable e) { // whatever it is, the device must not wait for ever
            told(0, e);
        }
    }

    private synchronized void told(int more, @Nullable Throwable reason) {
        told += more;
        failure = reason;
        notifyAll();
    }
}
