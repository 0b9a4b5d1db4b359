package io.aifactory.inference.tuning;

import io.aifactory.economics.step.StepContent;
import io.aifactory.languagemodel.inference.InferenceEngine;
import io.aifactory.languagemodel.inference.Sampling;
import io.aifactory.languagemodel.inference.StepItem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Runs steps of chosen content on an engine that serves nobody yet. Greedy; the tokens mean
 * nothing, which costs the same, and what slots hold of them is overwritten by their first
 * sequences. Owned by the thread that owns the engine.
 */
final class TrialSteps {
    private static final int STRIDE = 37;

    private final InferenceEngine engine;
    private final LongSupplier nanoTime;
    private final int[] held;

    TrialSteps(InferenceEngine engine, LongSupplier nanoTime) {
        this.engine = engine;
        this.nanoTime = nanoTime;
        this.held = new int[engine.slots()];
    }

    /** What a step is to contain. */
    sealed interface Kind {
        /** A prompt that begins, or the beginning of one. */
        record Prompt(int tokens) implements Kind {}

        /** The next chunk of the prompt before. */
        record NextChunk(int tokens) implements Kind {}

        /** So many sequences decode that have only begun. */
        record Decode(int sequences) implements Kind {}

        /** The one sequence decodes that had the prompt before. */
        record DecodePrompt() implements Kind {}
    }

    /** What a step of this kind would contain now. */
    StepContent content(Kind kind) {
        return content(items(kind));
    }

    MeasuredStep run(Kind kind) {
        List<StepItem> items = items(kind);
        StepContent content = content(items);
        long start = nanoTime.getAsLong();
        engine.step(items);
        long nanos = nanoTime.getAsLong() - start;
        for (StepItem item : items) {
            held[item.slot()] = item.position() + item.tokens().length;
        }
        return new MeasuredStep(content, nanos);
    }

    private List<StepItem> items(Kind kind) {
        return switch (kind) {
            case Kind.Prompt(int tokens) -> List.of(item(0, 0, tokens));
            case Kind.NextChunk(int tokens) -> List.of(item(0, after(0, tokens), tokens));
            case Kind.DecodePrompt _ -> List.of(item(0, after(0, 1), 1));
            case Kind.Decode(int sequences) -> decoding(sequences);
        };
    }

    /** From the last slot down: the first one holds the prompt. */
    private List<StepItem> decoding(int sequences) {
        List<StepItem> items = new ArrayList<>();
        for (int i = 1; i <= sequences; i++) {
            int slot = engine.slots() - i;
            items.add(item(slot, slot == 0 ? 0 : after(slot, 1), 1));
        }
        return items;
    }

    /** Behind what the slot holds, or at its beginning where that does not fit. */
    private int after(int slot, int tokens) {
        return held[slot] + tokens > engine.slotTokens() ? 0 : held[slot];
    }

    private StepItem item(int slot, int position, int count) {
        int[] tokens = new int[count];
        Arrays.setAll(tokens, i -> (position + STRIDE * i) % engine.config().vocabulary());
        return new StepItem(slot, position, tokens, Optional.of(Sampling.greedy()));
    }

    private static StepContent content(List<StepItem> items) {
        int decoding = 0;
        int prefill = 0;
        long kvTokens = 0;
        long pairs = 0;
        int chunks = 0;
        for (StepItem item : items) {
            int tokens = item.tokens().length;
            kvTokens += item.position();
            if (tokens == 1) {
                decoding++;
            } else {
                prefill += tokens;
                chunks++;
                pairs += StepContent.pairs(tokens, item.position());
            }
        }
        return new StepContent(decoding, prefill, kvTokens, pairs, chunks);
    }
}
