package io.aifactory.languagemodel.torch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.aifactory.languagemodel.ModelConfig;
import io.aifactory.languagemodel.inference.CounterRandom;
import io.aifactory.languagemodel.inference.InferenceEngine;
import io.aifactory.languagemodel.inference.Sampling;
import io.aifactory.languagemodel.inference.StepItem;
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
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random mixes of prefill chunks and decoding, with all kinds of sampling, against one at a time.
 */
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
            return switch ((int) (seed % 4)) {
                case 0 -> Sampling.greedy();
                case 1 -> new Sampling(1, 1, 0, uniform);
                case 2 -> new Sampling(0.7f, 0.9f, 0, uniform);
                default -> new Sampling(1.3f, 0.8f, 9, uniform);
            };
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

        void accept(StepItem item, int token) {
            done += item.tokens().length;
            assertEquals(item.sampling().isEmpty(), token == -1);
            if (token >= 0) {
                generated.add(token);
            }
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
                int[] tokens = mixed.step(batch);
                for (int i = 0; i < tokens.length; i++) {
                    int slot = batch.get(i).slot();
                    Sequence sequence = Objects.requireNonNull(running.get(slot));
                    sequence.accept(batch.get(i), tokens[i]);
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
            sequence.accept(item, engine.step(List.of(item))[0]);
        }
        return sequence.generated;
    }
}
