package io.aifactory.languagemodel.torch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.aifactory.languagemodel.inference.InferenceEngine;
import io.aifactory.languagemodel.inference.LogitChanges;
import io.aifactory.languagemodel.inference.SampledToken;
import io.aifactory.languagemodel.inference.Sampling;
import io.aifactory.languagemodel.inference.StepItem;
import io.aifactory.languagemodel.inference.TokenLogprobs;
import io.aifactory.languagemodel.reference.ReferenceDecoder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;

/**
 * Four texts through an engine in all ways in which tokens can reach it, against plain loops in
 * double precision.
 */
final class FamilyParity {
    /** That the engine must have, with room for 40 tokens. */
    static final int SLOTS = 6;

    private static final int LENGTH = 23;
    private static final Sampling REPORTED =
            new Sampling(0, 1, 0, 0, 0, LogitChanges.NONE, OptionalInt.of(Sampling.ALTERNATIVES));

    private double worst;

    private FamilyParity() {}

    /** Largest difference of a logit, as a part of the largest logit. */
    static double worst(InferenceEngine engine, ReferenceDecoder reference) {
        FamilyParity parity = new FamilyParity();
        int[][] texts = texts(4);
        double[][][] expected = new double[texts.length][][];
        Arrays.setAll(expected, i -> reference.logits(texts[i]));
        parity.inOneGo(engine, texts[0], expected[0]);
        parity.inChunks(engine, texts[1], expected[1]);
        parity.tokenByToken(engine, texts[2], expected[2]);
        parity.mixed(engine, texts, expected);
        parity.withDrafts(engine, texts, expected);
        return parity.worst;
    }

    private static int[][] texts(int count) {
        int[][] texts = new int[count][];
        Arrays.setAll(texts, i -> new Random(i).ints(LENGTH, 0, 97).toArray());
        return texts;
    }

    private void inOneGo(InferenceEngine engine, int[] text, double[][] expected) {
        for (int length : new int[] {1, 4, LENGTH}) {
            compare(expected[length - 1], engine.logits(List.of(item(2, text, 0, length)))[0]);
        }
    }

    private void inChunks(InferenceEngine engine, int[] text, double[][] expected) {
        int[] ends = {0, 3, 4, 12, LENGTH};
        for (int i = 1; i < ends.length; i++) {
            StepItem chunk = item(4, text, ends[i - 1], ends[i]);
            compare(expected[ends[i] - 1], engine.logits(List.of(chunk))[0]);
        }
    }

    private void tokenByToken(InferenceEngine engine, int[] text, double[][] expected) {
        for (int t = 0; t < LENGTH; t++) {
            compare(expected[t], engine.logits(List.of(item(0, text, t, t + 1)))[0]);
        }
    }

    /** Some sequences in chunks, some token by token, in slots with and without gaps. */
    private void mixed(InferenceEngine engine, int[][] texts, double[][][] expected) {
        Random random = new Random(8);
        int[] slots = {5, 1, 3, 2};
        int[] done = new int[texts.length];
        for (int step = 0; step < 12; step++) {
            List<StepItem> batch = new ArrayList<>();
            List<double[]> rows = new ArrayList<>();
            for (int i = 0; i < texts.length; i++) {
                int end = done[i] + (i < 2 || step > 6 ? 1 : 1 + random.nextInt(4));
                if (end <= LENGTH && random.nextInt(5) > 0) {
                    batch.add(item(slots[i], texts[i], done[i], end));
                    rows.add(expected[i][end - 1]);
                    done[i] = end;
                }
            }
            if (!batch.isEmpty()) {
                float[][] actual = engine.logits(batch);
                for (int i = 0; i < actual.length; i++) {
                    compare(rows.get(i), actual[i]);
                }
            }
        }
    }

    /**
     * Several tokens of several sequences at once, each with its result, beside the other kinds.
     */
    private void withDrafts(InferenceEngine engine, int[][] texts, double[][][] expected) {
        int[][] slots = {{5, 1, 3, 2}, {2, 3, 4, 5}};
        int[][] ends = {
            {1, 2, 1, 3}, {2, 4, 6, 7}, {6, 8, 10, 11}, {7, 11, 15, 12}, {11, 22, 17, 23}
        };
        for (int[] places : slots) {
            int[] done = new int[texts.length];
            for (int[] end : ends) {
                List<StepItem> batch = new ArrayList<>();
                for (int i = 0; i < texts.length; i++) {
                    int[] tokens = Arrays.copyOfRange(texts[i], done[i], end[i]);
                    batch.add(
                            new StepItem(
                                    places[i],
                                    done[i],
                                    tokens,
                                    Collections.nCopies(tokens.length, REPORTED),
                                    StepItem.BASE));
                }
                List<List<SampledToken>> results = engine.step(batch);
                for (int i = 0; i < texts.length; i++) {
                    for (SampledToken result : results.get(i)) {
                        compare(expected[i][done[i]++], result.logprobs().orElseThrow());
                    }
                    assertEquals(end[i], done[i]);
                }
            }
        }
    }

    private void compare(double[] expected, TokenLogprobs actual) {
        double scale = Arrays.stream(expected).map(Math::abs).max().orElseThrow();
        double total = Math.log(Arrays.stream(expected).map(Math::exp).sum());
        for (TokenLogprobs.Alternative each : actual.alternatives()) {
            double logprob = expected[each.token()] - total;
            worst = Math.max(worst, Math.abs(logprob - each.logprob()) / scale);
        }
        assertEquals(Sampling.ALTERNATIVES, actual.alternatives().size());
    }

    private static StepItem item(int slot, int[] text, int from, int to) {
        return new StepItem(slot, from, Arrays.copyOfRange(text, from, to), Optional.empty());
    }

    private void compare(double[] expected, float[] actual) {
        double scale = Arrays.stream(expected).map(Math::abs).max().orElseThrow();
        for (int i = 0; i < expected.length; i++) {
            worst = Math.max(worst, Math.abs(expected[i] - actual[i]) / scale);
        }
    }
}
