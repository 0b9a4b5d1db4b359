package io.aifactory.inference.tuning;

import io.aifactory.economics.step.StepTimeFit;
import io.aifactory.inference.tuning.TrialSteps.Kind;
import io.aifactory.languagemodel.inference.InferenceEngine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.LongSupplier;

/**
 * Measures what steps of a freshly loaded engine take, before the first request: prompts of several
 * sizes and several numbers of decoding sequences, round after round, short steps first. A step
 * that would exceed the time by what is known is left out; those that tell most run once in any
 * case.
 */
public final class Calibration {
    private static final int MOST_ROUNDS = 6;
    private static final int[] PROMPTS = {8, 32, 128};
    private static final int[] DECODING = {1, 4, 16};
    private static final int NEXT_CHUNK = 32;

    private Calibration() {}

    /**
     * To be called on the thread that owns the engine.
     *
     * @param stepTokens most tokens of a step
     * @param limit about so long; zero = measure nothing
     * @param nanoTime monotonic, in nanoseconds
     */
    public static Calibrated run(
            InferenceEngine engine, int stepTokens, Duration limit, LongSupplier nanoTime) {
        if (limit.isZero()) {
            return Calibrated.nothing();
        }
        TrialSteps trial = new TrialSteps(engine, nanoTime);
        List<Kind> kinds = kinds(engine, stepTokens);
        StepTimeFit fit = new StepTimeFit();
        List<List<MeasuredStep>> rounds = new ArrayList<>();
        long end = nanoTime.getAsLong() + limit.toNanos();
        boolean more = true;
        while (more && rounds.size() < MOST_ROUNDS) {
            List<MeasuredStep> round = new ArrayList<>();
            boolean first = rounds.isEmpty();
            for (Kind kind : kinds) {
                double expected = fit.current().nanos(trial.content(kind));
                boolean needed = first && isNeeded(kind, engine.slots());
                if (needed || nanoTime.getAsLong() + expected <= end) {
                    MeasuredStep step = trial.run(kind);
                    fit.observe(step.content(), step.nanos());
                    round.add(step);
                }
            }
            more = !round.isEmpty();
            rounds.add(round);
        }
        return new Calibrated(settled(rounds, kinds.size()));
    }

    /**
     * Without the first round, in which shapes are seen for the first time, if there are others.
     */
    private static List<MeasuredStep> settled(List<List<MeasuredStep>> rounds, int whole) {
        boolean others = rounds.size() > 1 && rounds.get(1).size() == whole;
        return rounds.stream().skip(others ? 1 : 0).flatMap(List::stream).toList();
    }

    private static boolean isNeeded(Kind kind, int slots) {
        return switch (kind) {
            case Kind.Prompt(int tokens) -> tokens <= PROMPTS[1];
            case Kind.Decode(int sequences) -> sequences == 1 || sequences == slots;
            case Kind.NextChunk _, Kind.DecodePrompt _ -> false;
        };
    }

    private static List<Kind> kinds(InferenceEngine engine, int stepTokens) {
        List<Kind> kinds = new ArrayList<>();
        TreeSet<Integer> decoding = new TreeSet<>(List.of(engine.slots()));
        for (int sequences : DECODING) {
            decoding.add(Math.min(sequences, engine.slots()));
        }
        decoding.forEach(sequences -> kinds.add(new Kind.Decode(sequences)));
        int largest = Math.min(stepTokens, engine.slotTokens());
        TreeSet<Integer> prompts = new TreeSet<>(List.of(largest));
        for (int tokens : PROMPTS) {
            prompts.add(Math.min(tokens, largest));
        }
        prompts.stream().filter(tokens -> tokens > 1).forEach(t -> kinds.add(new Kind.Prompt(t)));
        if (largest > NEXT_CHUNK) {
            kinds.add(new Kind.NextChunk(NEXT_CHUNK));
        }
        kinds.add(new Kind.DecodePrompt());
        return kinds;
    }
}
