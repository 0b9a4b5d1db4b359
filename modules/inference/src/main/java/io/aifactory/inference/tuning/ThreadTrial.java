package io.aifactory.inference.tuning;

import io.aifactory.inference.tuning.ThreadChoice.Trial;
import io.aifactory.inference.tuning.TrialSteps.Kind;
import io.aifactory.languagemodel.inference.InferenceEngine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.function.LongSupplier;

/**
 * Times the same steps of an engine with different numbers of threads, in turns, so that what else
 * the machine does disturbs all of them alike; the shortest of each counts.
 */
public final class ThreadTrial {
    private static final int ROUNDS = 3;
    private static final int SEQUENCES = 8;
    private static final int PROMPT = 32;

    private ThreadTrial() {}

    /**
     * To be called on the thread that owns the engine; leaves it with the last number.
     *
     * @param numbers of threads, ascending, the last one that of all processors
     * @param useThreads sets how many threads the calling thread's operations get
     * @param limit no further round begins after so long
     */
    public static List<Trial> run(
            InferenceEngine engine,
            List<Integer> numbers,
            IntConsumer useThreads,
            Duration limit,
            LongSupplier nanoTime) {
        TrialSteps steps = new TrialSteps(engine, nanoTime);
        List<Kind> kinds =
                List.of(
                        new Kind.Decode(1),
                        new Kind.Decode(Math.min(SEQUENCES, engine.slots())),
                        new Kind.Prompt(Math.min(PROMPT, engine.slotTokens())));
        long[][] best = new long[numbers.size()][kinds.size()];
        long start = nanoTime.getAsLong();
        for (int round = 0;
                round < ROUNDS && (round == 0 || nanoTime.getAsLong() - start < limit.toNanos());
                round++) {
            for (int i = 0; i < best.length; i++) {
                useThreads.accept(numbers.get(i));
                for (int kind = 0; kind < kinds.size(); kind++) {
                    // the first one wakes threads and makes what this number of them needs
                    long first = steps.run(kinds.get(kind)).nanos();
                    long nanos = Math.min(first, steps.run(kinds.get(kind)).nanos());
                    best[i][kind] = round == 0 ? nanos : Math.min(best[i][kind], nanos);
                }
            }
        }
        List<Trial> trials = new ArrayList<>();
        for (int i = 0; i < best.length; i++) {
            List<Long> nanos = new ArrayList<>();
            for (long each : best[i]) {
                nanos.add(each);
            }
            trials.add(new Trial(numbers.get(i), nanos));
        }
        return trials;
    }
}
