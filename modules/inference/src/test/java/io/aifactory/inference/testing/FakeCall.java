package io.aifactory.inference.testing;

import io.grpc.stub.ServerCallStreamObserver;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The network side of one call, directed by the test. */
public final class FakeCall<T> extends ServerCallStreamObserver<T> {
    private final List<T> sent = new ArrayList<>();
    private Optional<Throwable> error = Optional.empty();
    private boolean completed;
    private boolean ready = true;
    private boolean cancelled;
    private Runnable onReady = () -> {};
    private Runnable onCancel = () -> {};

    /** The client stops reading, or reads again. */
    public void ready(boolean value) {
        ready = value;
        if (value) {
            onReady.run();
        }
    }

    public void leave() {
        cancelled = true;
        onCancel.run();
    }

    public List<T> sent() {
        return sent;
    }

    public Optional<Throwable> error() {
        return error;
    }

    public boolean completed() {
        return completed;
    }

    @Override
    public boolean isCancelled() {
        return cancelled;
    }

    @Override
    public void setOnCancelHandler(Runnable handler) {
        onCancel = handler;
    }

    @Override
    public void setCompression(String compression) {}

    @Override
    public boolean isReady() {
        return ready;
    }

    @Override
    public void setOnReadyHandler(Runnable handler) {
        onReady = handler;
    }

    @Override
    public void request(int count) {}

    @Override
    public void setMessageCompression(boolean enable) {}

    @Override
    public void disableAutoInboundFlowControl() {}

    @Override
    public void onNext(T event) {
        requireOpen();
        sent.add(event);
    }

    @Override
    public void onError(Throwable failure) {
        requireOpen();
        error = Optional.of(failure);
    }

    @Override
    public void onCompleted() {
        requireOpen();
        completed = true;
    }

    private void requireOpen() {
        if (completed || error.isPresent()) {
            throw new IllegalStateException("call already closed");
        }
    }
}
