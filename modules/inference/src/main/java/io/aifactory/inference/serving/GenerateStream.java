package io.aifactory.inference.serving;

import io.aifactory.contracts.error.ErrorCode;
import io.aifactory.contracts.error.FactoryException;
import io.aifactory.contracts.worker.v1.Delta;
import io.aifactory.contracts.worker.v1.Finish;
import io.aifactory.contracts.worker.v1.FinishReason;
import io.aifactory.contracts.worker.v1.GenerateEvent;
import io.aifactory.contracts.worker.v1.SequenceUsage;
import io.aifactory.economics.cost.StepEnergy;
import io.aifactory.inference.sequence.EndReason;
import io.aifactory.inference.sequence.SequenceSink;
import io.aifactory.inference.sequence.Usage;
import io.aifactory.languagemodel.inference.SampledToken;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ServerCallStreamObserver;

/**
 * One client's stream. The device's thread puts tokens in and never waits; what the client does not
 * take yet is kept together as one delta, up to a limit, after which the client has had its chance.
 */
final class GenerateStream implements SequenceSink {
    private final ServerCallStreamObserver<GenerateEvent> out;
    private final int unreadLimit;
    private volatile boolean gone;

    // Guarded by this.
    private final Delta.Builder unread = Delta.newBuilder();
    private final StringBuilder unreadText = new StringBuilder();
    private boolean closed;

    private GenerateStream(ServerCallStreamObserver<GenerateEvent> out, int unreadLimit) {
        this.out = out;
        this.unreadLimit = unreadLimit;
    }

    /**
     * To be called before the service method returns.
     *
     * @param unreadLimit tokens that are kept for a client that reads too slowly
     */
    static GenerateStream on(ServerCallStreamObserver<GenerateEvent> out, int unreadLimit) {
        GenerateStream stream = new GenerateStream(out, unreadLimit);
        out.setOnCancelHandler(stream::leave);
        out.setOnReadyHandler(stream::sendIfReady);
        return stream;
    }

    @Override
    public boolean cancelled() {
        return gone;
    }

    @Override
    public synchronized void token(SampledToken token, String text) {
        unread.addTokens(token.token());
        token.logprobs().ifPresent(report -> unread.addLogprobs(WorkerMessages.logprobs(report)));
        unreadText.append(text);
        sendIfReady();
        if (unread.getTokensCount() > unreadLimit) {
            gone = true;
            failed(
                    new FactoryException(
                            ErrorCode.QUEUE_FULL,
                            "The client reads too slowly: %d tokens are unread."
                                    .formatted(unread.getTokensCount())));
        }
    }

    @Override
    public synchronized void finished(String rest, EndReason reason, Usage usage) {
        unreadText.append(rest);
        if (closed || gone) {
            return;
        }
        closed = true;
        try {
            // What is unread is bounded, so the transport may keep it.
            if (unread.getTokensCount() > 0 || !unreadText.isEmpty()) {
                sendUnread();
            }
            out.onNext(GenerateEvent.newBuilder().setFinish(finish(reason, usage)).build());
            out.onCompleted();
        } catch (StatusRuntimeException | IllegalStateException _) {
            gone = true; // the client left between two lines
        }
    }

    @Override
    public synchronized void failed(FactoryException error) {
        if (closed) {
            return;
        }
        closed = true;
        try {
            out.onError(GrpcErrors.of(error));
        } catch (StatusRuntimeException | IllegalStateException _) {
            gone = true;
        }
    }

    private void leave() {
        gone = true;
    }

    private synchronized void sendIfReady() {
        if (closed || gone || unread.getTokensCount() == 0 || !out.isReady()) {
            return;
        }
        try {
            sendUnread();
        } catch (StatusRuntimeException | IllegalStateException _) {
            gone = true;
        }
    }

    private void sendUnread() {
        unread.setText(unreadText.toString());
        out.onNext(GenerateEvent.newBuilder().setDelta(unread.build()).build());
        unread.clear();
        unreadText.setLength(0);
    }

    private static Finish finish(EndReason reason, Usage usage) {
        return Finish.newBuilder()
                .setReason(
                        switch (reason) {
                            case STOP -> FinishReason.FINISH_REASON_STOP;
                            case LENGTH -> FinishReason.FINISH_REASON_LENGTH;
                        })
                .setUsage(
                        SequenceUsage.newBuilder()
                                .setPromptTokens(usage.promptTokens())
                                .setCompletionTokens(usage.completionTokens())
                                .setCachedTokens(usage.cachedTokens())
                                .setJoules(StepEnergy.joules(usage.nanojoules()))
                                .setJoulesEstimated(usage.estimated())
                                .setQueueNanos(usage.queueNanos())
                                .setFirstTokenNanos(usage.firstTokenNanos()))
                .build();
    }
}
