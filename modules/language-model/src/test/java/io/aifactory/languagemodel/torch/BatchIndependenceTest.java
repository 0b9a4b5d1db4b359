package io.aifactory.languagemodel.torch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.aifactory.languagemodel.ModelConfig;
import io.aifactory.languagemodel.inference.CounterRandom;
import io.aifactory.languagemodel.inference.InferenceEngine;
import io.aifactory.languagemodel.inference.LogitChanges;
import io.aifactory.languagemodel.inference.Penalties;
import io.aifactory.languagemodel.inference.SampledToken;
import io.aifactory.languagemodel.inference.Sampling;
import io.aifactory.languagemodel.inference.StepItem;
import io.aifactory.languagemodel.inference.TokenCounts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random mixes of prefill chunks and decoding, with all kinds of sampling, against one at a time.
 */
@OnDevice
class BatchIndependenceTest {
    @TempDir Path folder;

    /** One sequence of the mix: a prompt, how to sample, and what came out. */
    private static final class Sequence {
        final int[] prompt;
        final Random random;
        final long seed;
        final List<Integer> generated = new ArrayList<>();
        int done;

        Sequence(ModelConfig config, long seed) {
            this.random = new Random(seed);
            this.seed = seed;
            prompt = random.ints(1 + random.nextInt(12), 0, config.vocabulary()).toArray();
        }

        Sampling sampling() {
            double uniform = CounterRandom.uniform(seed, prompt.length + generated.size());
            return switch ((int) (seed % 5)) {
                case 0 -> Sampling.greedy();
                case 1 -> new Sampling(1, 1, 0, uniform);
                case 2 -> new Sampling(0.7f, 0.9f, 0, uniform);
                case 3 -> new Sampling(1.3f, 0.8f, 9, uniform);
                default -> everything(uniform);
            };
        }

        private Sampling everything(double uniform) {
            TokenCounts counts = new TokenCounts();
            Arrays.stream(prompt).forEach(counts::prompted);
            generated.forEach(counts::generated);
            return new Sampling(
                    1.2f,
                    0.9f,
                    30,
                    0.02f,
                    uniform,
                    new LogitChanges(
                            Map.of(5, 3f),
                            new Penalties(1.2f, 0.5f, 0.3f),
                            counts,
                            Set.of(6),
                            Optional.of(new long[] {~0xf0L, -1})),
                    OptionalInt.of(3));
        }

        /** The next item, with at most so many tokens of the prompt. */
        StepItem next(int slot, int chunk) {
            if (done < prompt.length) {
                int end = Math.min(prompt.length, done + chunk);
                Optional<Sampling> sampling =
                        end == prompt.length ? Optional.of(sampling()) : Optional.empty();
                return new StepItem(slot, done, Arrays.copyOfRange(prompt, done, end), sampling);
            }
            return new StepItem(
                    slot, done, new int[] {generated.getLast()}, Optional.of(sampling()));
        }

        void accept(StepItem item, List<SampledToken> sampled) {
            done += item.tokens().length;
            assertEquals(item.samplings().size(), sampled.size());
            sampled.forEach(each -> generated.add(each.token()));
        }
    }

    @Test
    void aSequenceGetsTheSameTokensInAnyMixAsAlone() throws IOException {
        ModelConfig config = TinyModel.config(2, true);
        TinyModel.write(folder, config, 11);
        int slots = 6;
        int wanted = 12;
        try (InferenceEngine mixed = TinyModel.load(folder, slots);
                InferenceEngine alone = TinyModel.load(folder, 1)) {
            Random schedule = new Random(5);
            Map<Integer, Sequence> running = new HashMap<>();
            int finished = 0;
            for (long seed = 0; finished < 40; ) {
                List<StepItem> batch = new ArrayList<>();
                List<Integer> order = new ArrayList<>(List.of(0, 1, 2, 3, 4, 5));
                Collections.shuffle(order, schedule);
                for (int slot : order.subList(0, 1 + schedule.nextInt(slots))) {
                    if (!running.containsKey(slot)) {
                        running.put(slot, new Sequence(config, seed++));
                    }
                    Sequence sequence = Objects.requireNonNull(running.get(slot));
                    batch.add(sequence.next(slot, 1 + schedule.nextInt(5)));
                }
                List<List<SampledToken>> tokens = mixed.step(batch);
                for (int i = 0; i < tokens.size(); i++) {
                    int slot = batch.get(i).slot();
                    Sequence sequence = Objects.requireNonNull(running.get(slot));
                    sequence.accept(batch.get(i), tokens.get(i));
                    if (sequence.generated.size() == wanted) {
                        assertEquals(
                                generateAlone(alone, config, sequence.seed, wanted),
                                sequence.generated,
                                "sequence " + sequence.seed);
                        running.remove(slot);
                        finished++;
                    }
                }
            }
        }
    }

    private static List<Integer> generateAlone(
            InferenceEngine engine, ModelConfig config, long seed, int wanted) {
        Sequence sequence = new Sequence(config, seed);
        while (sequence.generated.size() < wanted) {
            StepItem item = sequence.next(0, Integer.MAX_VALUE);
            sequence.accept(item, engine.step(List.of(item)).getFirst());
        }
        return sequence.generated;
    }
}
