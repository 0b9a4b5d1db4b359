package io.aifactory.inference.observing;

import io.aifactory.contracts.error.ErrorCode;
import io.aifactory.contracts.error.FactoryException;
import io.aifactory.inference.batching.LoopListener;
import io.aifactory.inference.batching.StepReport;
import io.aifactory.inference.model.LoadedModel;
import io.aifactory.inference.prefix.BlockEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Tells listeners what happens on the device. Thread-safe. The device's thread waits at most while
 * a newcomer is given the list of what is kept.
 */
public final class WorkerFeed implements LoopListener {
    private static final int MOST_LISTENERS = 16;
    private static final Duration RETRY = Duration.ofSeconds(1);

    // Guarded by this.
    private final List<FeedListener> listeners = new ArrayList<>();
    private final KeptMap kept = new KeptMap();
    private KeptBlocks beginning = KeptBlocks.NONE;
    private long nextNumber;
    private boolean over;

    /**
     * Takes in a listener, which begins with a snapshot.
     *
     * @throws FactoryException {@code QUEUE_FULL} if there are too many, {@code UNAVAILABLE} if the
     *     worker is at its end
     */
    public synchronized void observe(FeedListener listener) {
        if (over) {
            throw ending();
        }
        listeners.removeIf(FeedListener::gone);
        if (listeners.size() >= MOST_LISTENERS) {
            throw new FactoryException(
                            ErrorCode.QUEUE_FULL,
                            "The worker has %d listeners already.".formatted(listeners.size()))
                    .withRetryAfter(RETRY);
        }
        listeners.add(listener);
        listener.kept(snapshot());
    }

    @Override
    public synchronized void loaded(LoadedModel model, int poolBlocks) {
        begin(new KeptBlocks(model.prepared().manifest().value(), poolBlocks, List.of(), 0));
    }

    @Override
    public synchronized void unloaded() {
        begin(KeptBlocks.NONE);
    }

    private void begin(KeptBlocks anew) {
        beginning = anew;
        kept.clear();
        nextNumber = 0;
        present().forEach(listener -> listener.kept(anew));
    }

    @Override
    public synchronized void block(BlockEvent event) {
        kept.take(event);
        nextNumber = event.number() + 1;
        present().forEach(listener -> listener.block(event));
    }

    @Override
    public synchronized void step(StepReport report) {
        present().forEach(listener -> listener.step(report));
    }

    @Override
    public synchronized void ended() {
        over = true;
        present().forEach(listener -> listener.ended(ending()));
        listeners.clear();
    }

    private List<FeedListener> present() {
        listeners.removeIf(FeedListener::gone);
        return listeners;
    }

    private KeptBlocks snapshot() {
        return new KeptBlocks(
                beginning.manifest(), beginning.poolBlocks(), kept.blocks(), nextNumber);
    }

    private static FactoryException ending() {
        return new FactoryException(ErrorCode.UNAVAILABLE, "The worker is shutting down.");
    }
}
