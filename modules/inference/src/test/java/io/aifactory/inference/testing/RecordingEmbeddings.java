package io.aifactory.inference.testing;

import io.aifactory.contracts.error.FactoryException;
import io.aifactory.inference.embedding.EmbeddingSink;
import io.aifactory.inference.embedding.EmbeddingUsage;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Keeps what it hears. */
public final class RecordingEmbeddings implements EmbeddingSink {
    /** The end of a request. */
    public record Embedded(List<float[]> vectors, EmbeddingUsage usage) {}

    private final CompletableFuture<Embedded> end = new CompletableFuture<>();
    private volatile boolean cancelled;

    public CompletableFuture<Embedded> end() {
        return end;
    }

    public void cancel() {
        cancelled = true;
    }

    @Override
    public boolean cancelled() {
        return cancelled;
    }

    @Override
    public void embedded(List<float[]> vectors, EmbeddingUsage usage) {
        if (!end.complete(new Embedded(List.copyOf(vectors), usage))) {
            throw new IllegalStateException("a second end");
        }
    }

    @Override
    public void failed(FactoryException error) {
        if (!end.completeExceptionally(error)) {
            throw new IllegalStateException("a second end");
        }
    }
}
