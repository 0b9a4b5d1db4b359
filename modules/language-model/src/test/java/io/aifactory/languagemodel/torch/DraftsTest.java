package io.aifactory.languagemodel.torch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aifactory.languagemodel.ModelConfig;
import io.aifactory.languagemodel.inference.CounterRandom;
import io.aifactory.languagemodel.inference.InferenceEngine;
import io.aifactory.languagemodel.inference.SampledToken;
import io.aifactory.languagemodel.inference.Sampling;
import io.aifactory.languagemodel.inference.StepItem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Items with drafts, right and wrong ones, in random mixes, against one token at a time. */
@OnDevice
class DraftsTest {
    private static final int SEQUENCES = 30;
    private static final int WANTED = 20;
    private static final int SLOTS = 6;

    @TempDir Path folder;

    private final Random random = new Random(3);
    private int right;
    private int wrong;

    /** One sequence: what it must become, and how far it has come. */
    private final class Guessed {
        final long seed;
        final int[] prompt;
        final List<Integer> truth;
        final List<Integer> generated = new ArrayList<>();

        Guessed(InferenceEngine alone, long seed) {
            this.seed = seed;
            this.prompt = new Random(seed).ints(1 + seed % 9, 0, 97).toArray();
            this.truth = new ArrayList<>();
            while (truth.size() < WANTED) {
                StepItem item = item(0, truth, new int[0]);
                truth.add(alone.step(List.of(item)).getFirst().getFirst().token());
            }
        }

        /** The newest token, or the prompt, with drafts. */
        private StepItem item(int slot, List<Integer> known, int[] drafts) {
            int[] before = prompt;
            int position = 0;
            if (!known.isEmpty()) {
                before = new int[] {known.getLast()};
                position = prompt.length + known.size() - 1;
            }
            int[] tokens = Arrays.copyOf(before, before.length + drafts.length);
            System.arraycopy(drafts, 0, tokens, before.length, drafts.length);
            List<Sampling> samplings = new ArrayList<>();
            for (int i = 0; i <= drafts.length; i++) {
                samplings.add(sampling(prompt.length + known.size() + i));
            }
            return new StepItem(slot, position, tokens, samplings, StepItem.BASE);
        }

        private Sampling sampling(int position) {
            double uniform = CounterRandom.uniform(seed, position);
            return switch ((int) (seed % 3)) {
                case 0 -> Sampling.greedy();
                case 1 -> new Sampling(0.9f, 1, 0, uniform);
                default -> new Sampling(1.2f, 0.9f, 12, uniform);
            };
        }

        StepItem next(int slot) {
            int most = Math.min(random.nextInt(6), WANTED - generated.size() - 1);
            int[] drafts = new int[most];
            for (int i = 0; i < most; i++) {
                boolean guessed = random.nextInt(10) < 8;
                drafts[i] = guessed ? truth.get(generated.size() + i) : random.nextInt(97);
            }
            return item(slot, generated, drafts);
        }

        void accept(StepItem item, List<SampledToken> sampled) {
            int drafts = item.samplings().size() - 1;
            int[] tokens = item.tokens();
            assertEquals(drafts + 1, sampled.size());
            for (int i = 0; i <= drafts; i++) {
                int token = sampled.get(i).token();
                generated.add(token);
                if (i < drafts && token != tokens[tokens.length - drafts + i]) {
                    wrong++;
                    return;
                }
                right += i < drafts ? 1 : 0;
            }
        }
    }

    @Test
    void whateverIsGuessedTheTokensAreThoseOfOneAtATime() throws IOException {
        ModelConfig config = TinyModel.config(2, true);
        TinyModel.write(folder, config, 11);
        try (InferenceEngine alone = TinyModel.load(folder, 1);
                InferenceEngine mixed = TinyModel.load(folder, SLOTS)) {
            List<Guessed> all = new ArrayList<>();
            for (int seed = 0; seed < SEQUENCES; seed++) {
                all.add(new Guessed(alone, seed));
            }
            for (int first = 0; first < SEQUENCES; first += SLOTS) {
                run(mixed, all.subList(first, first + SLOTS));
            }
            for (Guessed sequence : all) {
                assertEquals(sequence.truth, sequence.generated, "sequence " + sequence.seed);
            }
        }
        assertTrue(right > 200 && wrong > 50, right + " right, " + wrong + " wrong drafts");
    }

    private void run(InferenceEngine engine, List<Guessed> sequences) {
        while (sequences.stream().anyMatch(each -> each.generated.size() < WANTED)) {
            List<StepItem> batch = new ArrayList<>();
            List<Guessed> taking = new ArrayList<>();
            for (int i = 0; i < sequences.size(); i++) {
                Guessed sequence = sequences.get(i);
                if (sequence.generated.size() < WANTED && random.nextInt(4) > 0) {
                    batch.add(sequence.next(sequences.size() - 1 - i));
                    taking.add(sequence);
                }
            }
            if (!batch.isEmpty()) {
                List<List<SampledToken>> results = engine.step(batch);
                for (int i = 0; i < results.size(); i++) {
                    taking.get(i).accept(batch.get(i), results.get(i));
                }
            }
        }
    }

    @Test
    void anItemCannotAskForMoreResultsThanItHasTokens() {
        List<Sampling> two = List.of(Sampling.greedy(), Sampling.greedy());
        assertThrows(
                IllegalArgumentException.class,
                () -> new StepItem(0, 0, new int[] {1}, two, StepItem.BASE));
        assertTrue(new StepItem(0, 0, new int[] {1, 2}, two, StepItem.BASE).drafted());
        assertEquals(List.of(), new StepItem(0, 0, new int[] {1, 2}, Optional.empty()).samplings());
    }
}
