package io.aifactory.inference.bench;

import io.aifactory.economics.step.StepContent;
import io.aifactory.economics.step.StepTime;
import io.aifactory.economics.step.StepTimeFit;
import io.aifactory.languagemodel.Precision;
import io.aifactory.languagemodel.inference.InferenceEngine;
import io.aifactory.languagemodel.inference.Sampling;
import io.aifactory.languagemodel.inference.StepItem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Measures the steps of one engine: a prompt alone, then so many sequences that decode a token each
 * after a prompt of their own. Greedy; the tokens mean nothing, which costs the same.
 */
final class EngineBench {
    private static final int PROMPT = 64;
    private static final int DECODED = 16;
    private static final int LONG_PROMPT = 256;
    private static final int PROMPTS = 4;

    private final InferenceEngine engine;
    private final Precision precision;
    private final Supplier<StepFloor> floor;
    private final LongSupplier nanoTime;
    private final StepTimeFit fit = new StepTimeFit();
    private final List<Measured> measured = new ArrayList<>();

    /**
     * @param floor asked for once the steps have been measured
     */
    EngineBench(
            InferenceEngine engine,
            Precision precision,
            Supplier<StepFloor> floor,
            LongSupplier nanoTime) {
        this.engine = engine;
        this.precision = precision;
        this.floor = floor;
        this.nanoTime = nanoTime;
    }

    /** Slots of an engine that can run it must hold so many tokens. */
    static int slotTokens(int contextTokens) {
        return Math.min(contextTokens, LONG_PROMPT);
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Measured(StepContent content, long[] nanos) {
        Measured {
            nanos = nanos.clone();
            Arrays.sort(nanos);
        }

        double median() {
            return nanos[nanos.length / 2];
        }
    }

    /**
     * To be called on the thread that owns the engine.
     *
     * @param levels numbers of sequences, each at most the engine's slots
     */
    List<EngineFigure> run(List<Integer> levels) {
        measured.clear();
        measured.add(prompts());
        for (int level : levels) {
            measured.add(decoding(level));
        }
        StepFloor bounds = floor.get();
        return measured.stream().map(kind -> figure(kind, bounds)).toList();
    }

    /**
     * How far another model of step times is from the medians that were measured.
     *
     * @return mean of the kinds of steps, as a part of the median
     */
    double error(StepTime model) {
        return measured.stream()
                .mapToDouble(kind -> Math.abs(model.nanos(kind.content()) / kind.median() - 1))
                .average()
                .orElse(0);
    }

    private Measured prompts() {
        int tokens = engine.slotTokens();
        StepContent content = new StepContent(0, tokens, 0, StepContent.pairs(tokens, 0));
        List<StepItem> step = List.of(item(0, 0, tokens));
        engine.step(step);
        return measured(PROMPTS, content, _ -> step);
    }

    private Measured decoding(int sequences) {
        int prompt = Math.min(PROMPT, engine.slotTokens() / 2);
        int steps = Math.min(DECODED, engine.slotTokens() - prompt);
        engine.step(IntStream.range(0, sequences).mapToObj(slot -> item(slot, 0, prompt)).toList());
        StepContent content =
                new StepContent(sequences, 0, (long) sequences * (prompt + steps / 2));
        return measured(
                steps,
                content,
                i ->
                        IntStream.range(0, sequences)
                                .mapToObj(slot -> item(slot, prompt + i, 1))
                                .toList());
    }

    private interface Steps {
        List<StepItem> at(int number);
    }

    private Measured measured(int count, StepContent content, Steps steps) {
        long[] nanos = new long[count];
        for (int i = 0; i < count; i++) {
            List<StepItem> step = steps.at(i);
            long start = nanoTime.getAsLong();
            engine.step(step);
            nanos[i] = nanoTime.getAsLong() - start;
            fit.observe(content, nanos[i]);
        }
        return new Measured(content, nanos);
    }

    private EngineFigure figure(Measured kind, StepFloor bounds) {
        StepContent content = kind.content();
        int sequences = Math.max(1, content.decodeSequences());
        return new EngineFigure(
                precision,
                sequences,
                content.decodeSequences() + content.prefillTokens(),
                kind.median(),
                kind.nanos()[0],
                bounds.nanos(content),
                fit.current().nanos(content));
    }

    private StepItem item(int slot, int position, int count) {
        int[] tokens = new int[count];
        Arrays.setAll(tokens, i -> (position + 37 * i) % engine.config().vocabulary());
        return new StepItem(slot, position, tokens, Optional.of(Sampling.greedy()));
    }
}
