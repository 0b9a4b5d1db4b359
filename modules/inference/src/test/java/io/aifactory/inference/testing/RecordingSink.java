package io.aifactory.inference.testing;

import io.aifactory.contracts.error.FactoryException;
import io.aifactory.inference.sequence.EndReason;
import io.aifactory.inference.sequence.SequenceSink;
import io.aifactory.inference.sequence.Usage;
import io.aifactory.languagemodel.inference.SampledToken;
import io.aifactory.languagemodel.inference.TokenLogprobs;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Keeps what it is told. Thread-safe for one writer. */
public final class RecordingSink implements SequenceSink {
    private final List<Integer> tokens = new ArrayList<>();
    private final List<TokenLogprobs> logprobs = new ArrayList<>();
    private final List<String> pieces = new ArrayList<>();
    private final CompletableFuture<End> end = new CompletableFuture<>();
    private volatile boolean cancelled;
    private int cancelAfter = Integer.MAX_VALUE;

    public void cancel() {
        cancelled = true;
    }

    /** Goes away when it has this many tokens. */
    public RecordingSink cancelAfter(int count) {
        cancelAfter = count;
        return this;
    }

    @Override
    public boolean cancelled() {
        return cancelled;
    }

    @Override
    public synchronized void token(SampledToken token, String text) {
        tokens.add(token.token());
        token.logprobs().ifPresent(logprobs::add);
        pieces.add(text);
        cancelled |= tokens.size() >= cancelAfter;
    }

    @Override
    public synchronized void finished(String rest, EndReason reason, Usage usage) {
        pieces.add(rest);
        if (!end.complete(new End(reason, usage))) {
            throw new IllegalStateException("ended twice");
        }
    }

    @Override
    public synchronized void failed(FactoryException error) {
        if (!end.completeExceptionally(error)) {
            throw new IllegalStateException("ended twice");
        }
    }

    public synchronized List<Integer> tokens() {
        return List.copyOf(tokens);
    }

    public synchronized List<TokenLogprobs> logprobs() {
        return List.copyOf(logprobs);
    }

    public synchronized String text() {
        return String.join("", pieces);
    }

    public synchronized List<String> pieces() {
        return List.copyOf(pieces);
    }

    /** Completes when the sequence ends; fails with the error it was told. */
    public CompletableFuture<End> end() {
        return end;
    }

    /** What a sequence was told last. */
    public record End(EndReason reason, Usage usage) {}
}
