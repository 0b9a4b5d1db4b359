package io.aifactory.inference.serving;

import io.aifactory.contracts.error.ErrorCode;
import io.aifactory.contracts.error.FactoryException;
import io.aifactory.contracts.worker.v1.WorkerEvent;
import io.aifactory.inference.batching.StepReport;
import io.aifactory.inference.observing.FeedListener;
import io.aifactory.inference.observing.KeptBlocks;
import io.aifactory.inference.prefix.BlockEvent;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ServerCallStreamObserver;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * One listener's stream. What it does not take yet waits here, up to a limit; then it is cut off,
 * and may come back for a new snapshot.
 */
final class ObserveStream implements FeedListener {
    private final ServerCallStreamObserver<WorkerEvent> out;
    private final boolean estimated;
    private final int unreadLimit;
    private volatile boolean gone;

    // Guarded by this.
    private final Deque<WorkerEvent> unread = new ArrayDeque<>();
    private int allowance;

    private ObserveStream(
            ServerCallStreamObserver<WorkerEvent> out, boolean estimated, int unreadLimit) {
        this.out = out;
        this.estimated = estimated;
        this.unreadLimit = unreadLimit;
    }

    /**
     * To be called before the service method returns.
     *
     * @param estimated whether the energy comes from a declared power model
     * @param unreadLimit events that may wait beside a snapshot
     */
    static ObserveStream on(
            ServerCallStreamObserver<WorkerEvent> out, boolean estimated, int unreadLimit) {
        ObserveStream stream = new ObserveStream(out, estimated, unreadLimit);
        out.setOnCancelHandler(stream::leave);
        out.setOnReadyHandler(stream::sendWhileReady);
        return stream;
    }

    @Override
    public boolean gone() {
        return gone;
    }

    @Override
    public synchronized void kept(KeptBlocks snapshot) {
        List<WorkerEvent> pages = FeedMessages.kept(snapshot);
        allowance = unreadLimit + pages.size();
        pages.forEach(this::add);
    }

    @Override
    public synchronized void block(BlockEvent event) {
        add(FeedMessages.block(event));
    }

    @Override
    public synchronized void step(StepReport report) {
        add(FeedMessages.step(report, estimated));
    }

    private void add(WorkerEvent event) {
        if (gone) {
            return;
        }
        unread.add(event);
        sendWhileReady();
        if (unread.size() > allowance) {
            ended(
                    new FactoryException(
                            ErrorCode.QUEUE_FULL,
                            "The listener reads too slowly: %d events are unread."
                                    .formatted(unread.size())));
        }
    }

    @Override
    public synchronized void ended(FactoryException why) {
        if (gone) {
            return;
        }
        gone = true;
        unread.clear();
        try {
            out.onError(GrpcErrors.of(why));
        } catch (StatusRuntimeException | IllegalStateException _) {
            // it left between two lines
        }
    }

    private void leave() {
        gone = true;
    }

    private synchronized void sendWhileReady() {
        try {
            while (!gone && !unread.isEmpty() && out.isReady()) {
                out.onNext(unread.remove());
            }
        } catch (StatusRuntimeException | IllegalStateException _) {
            gone = true;
        }
    }
}
