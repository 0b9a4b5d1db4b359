package io.aifactory.scheduler.generation;

import io.aifactory.contracts.worker.v1.Delta;
import io.aifactory.contracts.worker.v1.Finish;
import io.aifactory.contracts.worker.v1.GenerateEvent;
import io.aifactory.contracts.worker.v1.GenerateRequest;
import io.grpc.Status;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One attempt of a sequence on one worker: passes deltas on and remembers how it ended. Deltas come
 * only as fast as they are consumed, up to a small window.
 */
final class WorkerCall implements ClientResponseObserver<GenerateRequest, GenerateEvent> {
    /** Deltas that may be on their way to a slow client. */
    private static final int WINDOW = 64;

    /** How an attempt ended. */
    sealed interface End {
        /** The worker said so. */
        record Finished(Finish finish) implements End {}

        /** The stream broke or was refused. */
        record Broken(Status status) implements End {}
    }

    private final BiConsumer<Delta, Runnable> deltas;
    private final CompletableFuture<End> end = new CompletableFuture<>();
    private volatile @Nullable ClientCallStreamObserver<GenerateRequest> call;

    /** gRPC refuses to start a call that was cancelled before. */
    private volatile boolean cancellable;

    /**
     * @param deltas takes each delta and what to run when it has been consumed
     */
    WorkerCall(BiConsumer<Delta, Runnable> deltas) {
        this.deltas = deltas;
    }

    @Override
    public void beforeStart(ClientCallStreamObserver<GenerateRequest> started) {
        started.disableAutoRequestWithInitial(WINDOW);
        call = started;
    }

    /** The call has been started; a wish to cancel that came before is granted now. */
    void started() {
        cancellable = true;
        if (end.isDone()) {
            cancelCall();
        }
    }

    @Override
    public void onNext(GenerateEvent event) {
        switch (event.getEventCase()) {
            case DELTA -> deltas.accept(event.getDelta(), this::requestOne);
            case FINISH -> end.complete(new End.Finished(event.getFinish()));
            case EVENT_NOT_SET -> requestOne();
        }
    }

    @Override
    public void onError(Throwable error) {
        end.complete(new End.Broken(Status.fromThrowable(error)));
    }

    @Override
    public void onCompleted() {
        end.complete(
                new End.Broken(Status.UNAVAILABLE.withDescription("the stream has no finish")));
    }

    /** Ends the attempt from this side; the worker frees the slot. */
    void cancel(Status why) {
        end.complete(new End.Broken(why));
        if (cancellable) {
            cancelCall();
        }
    }

    CompletableFuture<End> end() {
        return end;
    }

    private void cancelCall() {
        ClientCallStreamObserver<GenerateRequest> running = call;
        if (running != null) {
            running.cancel("no longer wanted", null);
        }
    }

    private void requestOne() {
        ClientCallStreamObserver<GenerateRequest> running = call;
        if (running != null) {
            running.request(1);
        }
    }
}
