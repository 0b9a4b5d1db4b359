package io.aifactory.inference.batching;

import io.aifactory.languagemodel.embedding.EmbeddingEngine;
import io.aifactory.languagemodel.inference.InferenceEngine;
import io.aifactory.languagemodel.inference.Sampling;
import io.aifactory.languagemodel.inference.StepItem;
import java.util.List;
import java.util.Optional;

/**
 * Runs a fresh engine once before it is offered, so that what its first steps load and compile is
 * not paid by the first user. The tokens are thrown away, and what the slot holds of them is
 * overwritten by its first sequence.
 */
public final class WarmUp {
    private static final int PROMPT_TOKENS = 16;
    private static final int DECODE_STEPS = 3;

    private WarmUp() {}

    /**
     * To be called on the thread that owns the engine.
     *
     * @return the same engine
     */
    public static InferenceEngine run(InferenceEngine engine) {
        int prompt = Math.min(PROMPT_TOKENS, engine.slotTokens());
        step(engine, 0, new int[prompt]);
        int end = Math.min(prompt + DECODE_STEPS, engine.slotTokens());
        for (int position = prompt; position < end; position++) {
            step(engine, position, new int[1]);
        }
        return engine;
    }

    /** The same for an engine that embeds. */
    public static EmbeddingEngine run(EmbeddingEngine engine) {
        int[] input = new int[Math.min(PROMPT_TOKENS, engine.config().inputTokens())];
        engine.embed(List.of(input));
        return engine;
    }

    private static void step(InferenceEngine engine, int position, int[] tokens) {
        engine.step(List.of(new StepItem(0, position, tokens, Optional.of(Sampling.greedy()))));
    }
}
