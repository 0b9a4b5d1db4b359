package io.aifactory.inference.batching;

import io.aifactory.contracts.error.FactoryException;
import io.aifactory.inference.embedding.EmbeddingPlanner;
import io.aifactory.inference.embedding.EmbeddingSink;
import io.aifactory.inference.embedding.EmbeddingSpec;
import io.aifactory.inference.embedding.EmbeddingUsage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A request for embeddings on its way through the worker: its vectors so far, its sink and its
 * account. Owned by the device's thread once it is in a batch.
 */
final class LiveEmbedding implements EmbeddingPlanner.Pending {
    private final EmbeddingSpec spec;
    private final EmbeddingSink sink;
    private final long arrived;
    private final List<float[]> vectors = new ArrayList<>();
    private boolean started;
    private long firstStep;
    private long nanojoules;
    private Optional<FactoryException> error = Optional.empty();

    /**
     * @param arrived when the request came, on the worker's nanosecond clock
     */
    LiveEmbedding(EmbeddingSpec spec, EmbeddingSink sink, long arrived) {
        this.spec = spec;
        this.sink = sink;
        this.arrived = arrived;
    }

    String requestId() {
        return spec.requestId();
    }

    boolean cancelled() {
        return sink.cancelled();
    }

    @Override
    public int inputs() {
        return spec.inputs().size() - vectors.size();
    }

    @Override
    public int tokens(int ahead) {
        return spec.inputs().get(vectors.size() + ahead).length;
    }

    /**
     * A step with it is about to run.
     *
     * @param count of its pending inputs, at least 1
     * @return these inputs
     */
    List<int[]> start(int count, long now) {
        if (!started) {
            started = true;
            firstStep = now;
        }
        return spec.inputs().subList(vectors.size(), vectors.size() + count);
    }

    void charge(long share) {
        nanojoules += share;
    }

    /** Takes over what a step has computed. */
    void took(List<float[]> made) {
        vectors.addAll(made);
    }

    /** It cannot go on. Its client is not told yet: see {@link #tellEnd}. */
    void fail(FactoryException reason) {
        error = Optional.of(reason);
    }

    /** All its vectors are there, or there will be no more. */
    boolean isOver() {
        return error.isPresent() || inputs() == 0;
    }

    /** Tells its client that it is over, if it is. */
    void tellEnd(boolean estimated) {
        if (error.isPresent()) {
            sink.failed(error.get());
        } else if (inputs() == 0) {
            long queued = started ? firstStep - arrived : 0;
            sink.embedded(
                    vectors, new EmbeddingUsage(spec.tokens(), nanojoules, estimated, queued));
        }
    }
}
