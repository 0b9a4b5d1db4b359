package io.aifactory.scheduler.embedding;

import io.aifactory.contracts.worker.v1.EmbedRequest;
import io.aifactory.contracts.worker.v1.EmbedResponse;
import io.grpc.Status;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** One attempt of a request on one worker: remembers how it ended. */
final class EmbedCall implements ClientResponseObserver<EmbedRequest, EmbedResponse> {
    /** How an attempt ended. */
    sealed interface End {
        record Answered(EmbedResponse response) implements End {}

        /** The call broke or was refused. */
        record Broken(Status status) implements End {}
    }

    private final CompletableFuture<End> end = new CompletableFuture<>();
    private volatile @Nullable ClientCallStreamObserver<EmbedRequest> call;

    /** gRPC refuses to start a call that was cancelled before. */
    private volatile boolean cancellable;

    @Override
    public void beforeStart(ClientCallStreamObserver<EmbedRequest> started) {
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
    public void onNext(EmbedResponse response) {
        end.complete(new End.Answered(response));
    }

    @Override
    public void onError(Throwable error) {
        end.complete(new End.Broken(Status.fromThrowable(error)));
    }

    @Override
    public void onCompleted() {
        end.complete(new End.Broken(Status.UNAVAILABLE.withDescription("the call has no answer")));
    }

    /** Ends the attempt from this side; the worker frees the place. */
    void cancel(Status why) {
        if (end.complete(new End.Broken(why)) && cancellable) {
            cancelCall();
        }
    }

    CompletableFuture<End> end() {
        return end;
    }

    private void cancelCall() {
        ClientCallStreamObserver<EmbedRequest> running = call;
        if (running != null) {
            running.cancel("no longer wanted", null);
        }
    }
}
