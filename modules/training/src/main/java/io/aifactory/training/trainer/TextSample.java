package io.aifactory.training.trainer;

import io.aifactory.languagemodel.inference.CounterRandom;
import io.aifactory.languagemodel.inference.InferenceEngine;
import io.aifactory.languagemodel.inference.Sampling;
import io.aifactory.languagemodel.inference.StepItem;
import io.aifactory.tokenization.Tokenizer;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Text that a model generates by itself, from the start of a document. */
final class TextSample {
    static final int TOKENS = 96;
    private static final float TEMPERATURE = 0.7f;
    private static final float TOP_P = 0.95f;
    private static final int SLOT = 0;

    private TextSample() {}

    /**
     * Generates until the document ends, the slot is full or {@link #TOKENS} are there.
     *
     * @param endOfText id that ends documents; what follows it is a start
     * @param seed the same seed gives the same text
     */
    static String generate(InferenceEngine engine, Tokenizer tokenizer, int endOfText, long seed) {
        int most = Math.min(TOKENS, engine.slotTokens() - 1);
        IntStream.Builder ids = IntStream.builder();
        int token = endOfText;
        for (int position = 0; position < most; position++) {
            Sampling sampling =
                    new Sampling(TEMPERATURE, TOP_P, 0, CounterRandom.uniform(seed, position + 1));
            StepItem item = new StepItem(SLOT, position, new int[] {token}, Optional.of(sampling));
            token = engine.step(List.of(item)).getFirst().getFirst().token();
            if (token == endOfText) {
                break;
            }
            ids.add(token);
        }
        return tokenizer.decode(ids.build().toArray()).strip();
    }
}
