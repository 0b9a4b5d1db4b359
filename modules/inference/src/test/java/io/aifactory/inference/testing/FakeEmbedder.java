package io.aifactory.inference.testing;

import io.aifactory.languagemodel.embedding.EmbedderConfig;
import io.aifactory.languagemodel.embedding.EmbeddingEngine;
import io.aifactory.languagemodel.embedding.EncoderActivation;
import io.aifactory.languagemodel.embedding.Pooling;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * An embedding engine without a model: a vector is the input's number of tokens, its first and its
 * last token. It insists that one thread owns it.
 */
public final class FakeEmbedder implements EmbeddingEngine {
    private final Thread owner = Thread.currentThread();
    private final EmbedderConfig config;
    private final Consumer<List<int[]>> beforeStep;
    private final List<List<int[]>> steps = new CopyOnWriteArrayList<>();
    private volatile boolean closed;

    /**
     * @param beforeStep runs before each step, on the device's thread; may block or throw
     */
    public FakeEmbedder(int inputTokens, Consumer<List<int[]>> beforeStep) {
        this.config = config(inputTokens);
        this.beforeStep = beforeStep;
    }

    /** The shape every fake has, with the vocabulary of {@link ByteTokenizer}. */
    public static EmbedderConfig config(int inputTokens) {
        return new EmbedderConfig(
                "BertModel",
                257,
                3,
                8,
                1,
                1,
                inputTokens,
                2,
                1e-12,
                EncoderActivation.GELU,
                Pooling.MEAN,
                true,
                inputTokens);
    }

    /** What each step embedded. */
    public List<List<int[]>> steps() {
        return steps;
    }

    public boolean closed() {
        return closed;
    }

    @Override
    public EmbedderConfig config() {
        return config;
    }

    @Override
    public long parameters() {
        return 99;
    }

    @Override
    public List<float[]> embed(List<int[]> inputs) {
        if (Thread.currentThread().threadId() != owner.threadId()) {
            throw new IllegalStateException("not the owner: " + Thread.currentThread());
        }
        beforeStep.accept(inputs);
        for (int[] input : inputs) {
            for (int token : input) {
                if (token >= config.vocabulary()) {
                    throw new IllegalArgumentException("token " + token);
                }
            }
        }
        steps.add(List.copyOf(inputs));
        return inputs.stream().map(FakeEmbedder::vector).toList();
    }

    /** What an input's vector is. */
    public static float[] vector(int... input) {
        return new float[] {input.length, input[0], input[input.length - 1]};
    }

    @Override
    public void close() {
        closed = true;
    }
}
