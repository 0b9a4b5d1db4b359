package io.aifactory.languagemodel.torch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aifactory.languagemodel.Precision;
import io.aifactory.languagemodel.inference.CounterRandom;
import io.aifactory.languagemodel.inference.LogitChanges;
import io.aifactory.languagemodel.inference.Penalties;
import io.aifactory.languagemodel.inference.SampledToken;
import io.aifactory.languagemodel.inference.Sampling;
import io.aifactory.languagemodel.inference.TokenCounts;
import io.aifactory.languagemodel.inference.TokenLogprobs;
import io.aifactory.languagemodel.inference.TokenLogprobs.Alternative;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The graph's sampling on logits of every kind, row by row against {@link PlainSampling}. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@OnDevice
class SamplingGraphTest {
    private static final String GIVEN =
            """
              def given(self: __torch__.Decoder, integers: Tensor, reals: Tensor, raw: List[Tensor]) -> Tensor:
                logits = torch.view_copy(raw[0], dtype=6).view(int(integers[0]), -1).clone()
                return self.chosen(logits, integers[1:], reals).cpu()
            """
                    .indent(2)
                    .replaceAll("(?m)^  ", "");

    private Graph graph;

    @BeforeAll
    void open() {
        GraphSource decoder =
                GraphSource.decoder(TinyModel.config(2, true), DecoderForm.plain(Precision.F32));
        graph =
                TorchGraph.open(
                        new GraphSource(decoder.className(), decoder.text() + "\n" + GIVEN),
                        TinyModel.DEVICE,
                        TorchGraph.Mode.INFERENCE);
    }

    @AfterAll
    void close() {
        graph.close();
    }

    @Test
    void thousandsOfMixedRowsAreAsDefined() {
        Random random = new Random(42);
        int cases = 0;
        int changed = 0;
        for (int batch = 0; batch < 600; batch++) {
            int vocabulary = random.nextBoolean() ? 1 + random.nextInt(150) : 1000;
            List<float[]> logits = new ArrayList<>();
            List<Sampling> rows = new ArrayList<>();
            for (int row = 0; row <= random.nextInt(9); row++) {
                logits.add(logits(random, vocabulary));
                rows.add(sampling(random, vocabulary));
            }
            List<SampledToken> results = run(logits, rows);
            for (int row = 0; row < rows.size(); row++) {
                check(logits.get(row), rows.get(row), results.get(row), "batch " + batch);
                changed += rows.get(row).changes().none() ? 0 : 1;
                cases++;
            }
        }
        assertTrue(cases > 1500 && changed > 1000, cases + " cases, " + changed + " changed");
    }

    @Test
    void aRowGetsTheSameInAnyCompany() {
        Random random = new Random(7);
        for (int batch = 0; batch < 60; batch++) {
            List<float[]> logits = new ArrayList<>();
            List<Sampling> rows = new ArrayList<>();
            for (int row = 0; row < 6; row++) {
                logits.add(logits(random, 300));
                rows.add(sampling(random, 300));
            }
            List<SampledToken> together = run(logits, rows);
            for (int row = 0; row < rows.size(); row++) {
                assertEquals(
                        run(List.of(logits.get(row)), List.of(rows.get(row))).getFirst(),
                        together.get(row));
            }
        }
    }

    @Test
    void whatIsNotAllowedNeverComes() {
        float[] logits = new float[130];
        Arrays.fill(logits, 50);
        logits[128] = -3e38f;
        long[] mask = {0, 0, 1};
        for (float temperature : new float[] {0, 1, 100}) {
            assertEquals(128, token(logits, temperature, changes(Set.of(), Optional.of(mask))));
        }
        long[] two = {0, 1L << 63, 1};
        assertEquals(127, token(logits, 0, changes(Set.of(), Optional.of(two))));
        assertEquals(128, token(logits, 1, changes(Set.of(127), Optional.of(two))));
    }

    @Test
    void aRowWithoutAnyTokenLeftIsRefused() {
        float[] logits = new float[64];
        assertThrows(
                IllegalArgumentException.class,
                () -> token(logits, 1, changes(Set.of(), Optional.of(new long[1]))));
        assertThrows(
                IllegalArgumentException.class,
                () -> token(logits, 1, changes(Set.of(3), Optional.of(new long[] {8}))));
        assertThrows(
                IllegalArgumentException.class,
                () -> token(logits, 1, changes(Set.of(), Optional.of(new long[] {1, 1}))));
        assertThrows(
                IllegalArgumentException.class,
                () ->
                        token(
                                new float[60],
                                1,
                                changes(Set.of(), Optional.of(new long[] {1L << 60}))));
        assertEquals(
                59, token(new float[60], 1, changes(Set.of(), Optional.of(new long[] {1L << 59}))));
        assertThrows(
                IllegalArgumentException.class,
                () -> token(logits, 1, changes(Set.of(64), Optional.empty())));
    }

    @Test
    void drawsFollowTheProbabilities() {
        // Given 20,000 draws of the counter generator, chi-square with 7 degrees of freedom
        float[] logits = {0, 1, 2, 0.5f, -1, 1.5f, 0, -0.5f};
        int draws = 20_000;
        int[] seen = new int[logits.length];
        for (int first = 0; first < draws; first += 500) {
            List<Sampling> rows = new ArrayList<>();
            for (int i = first; i < first + 500; i++) {
                rows.add(new Sampling(1, 1, 0, CounterRandom.uniform(11, i)));
            }
            List<float[]> same = java.util.Collections.nCopies(rows.size(), logits);
            run(same, rows).forEach(result -> seen[result.token()]++);
        }

        // Then
        double[] logprobs = PlainSampling.logprobs(logits);
        double chiSquare = 0;
        for (int i = 0; i < seen.length; i++) {
            double expected = draws * Math.exp(logprobs[i]);
            chiSquare += (seen[i] - expected) * (seen[i] - expected) / expected;
        }
        assertTrue(chiSquare < 18.48, "chi-square " + chiSquare + " is beyond the 1 % point");
    }

    private int token(float[] logits, float temperature, LogitChanges changes) {
        Sampling sampling = new Sampling(temperature, 1, 0, 0, 0.999, changes, OptionalInt.empty());
        return run(List.of(logits), List.of(sampling)).getFirst().token();
    }

    private static LogitChanges changes(Set<Integer> forbidden, Optional<long[]> allowed) {
        return new LogitChanges(Map.of(), Penalties.NONE, new TokenCounts(), forbidden, allowed);
    }

    private List<SampledToken> run(List<float[]> logits, List<Sampling> rows) {
        int vocabulary = logits.getFirst().length;
        SamplingPlan plan = new SamplingPlan(rows, vocabulary);
        ByteBuffer bytes =
                ByteBuffer.allocateDirect(4 * vocabulary * rows.size())
                        .order(ByteOrder.nativeOrder());
        for (float[] row : logits) {
            for (float logit : row) {
                bytes.putFloat(logit);
            }
        }
        long[] tail = plan.integers();
        long[] integers = new long[tail.length + 1];
        integers[0] = rows.size();
        System.arraycopy(tail, 0, integers, 1, tail.length);
        try (Graph.Tensor raw = graph.bytes(bytes.flip());
                Graph.Tensors list = graph.list(List.of(raw))) {
            return plan.results(graph.compute("given", integers, plan.reals(), list));
        }
    }

    private static void check(
            float[] logits, Sampling sampling, SampledToken result, String message) {
        assertEquals(PlainSampling.token(logits, sampling), result.token(), message);
        assertEquals(sampling.logprobs().isPresent(), result.logprobs().isPresent());
        if (result.logprobs().isPresent()) {
            TokenLogprobs report = result.logprobs().get();
            double[] logprobs = PlainSampling.logprobs(logits);
            assertNear(logprobs[result.token()], report.logprob());
            List<Integer> best = PlainSampling.best(logits, sampling.logprobs().orElseThrow());
            assertEquals(best, report.alternatives().stream().map(Alternative::token).toList());
            report.alternatives().forEach(a -> assertNear(logprobs[a.token()], a.logprob()));
        }
    }

    private static void assertNear(double expected, double actual) {
        assertEquals(expected, actual, 1e-9 * Math.max(1, Math.abs(expected)));
    }

    /** Usual ones, ties, extreme ones. */
    private static float[] logits(Random random, int vocabulary) {
        float[] logits = new float[vocabulary];
        int kind = random.nextInt(6);
        for (int i = 0; i < vocabulary; i++) {
            logits[i] =
                    switch (kind) {
                        case 0 -> (float) random.nextGaussian();
                        case 1 -> (float) (20 * random.nextGaussian());
                        case 2 -> random.nextInt(3); // ties everywhere
                        case 3 -> random.nextBoolean() ? -0f : 0f;
                        case 4 -> random.nextInt(4) == 0 ? 3e38f : -3e38f;
                        default -> (float) random.nextGaussian() * 1e-30f;
                    };
        }
        return logits;
    }

    private static Sampling sampling(Random random, int vocabulary) {
        float[] temperatures = {0, 0, 1, 0.7f, 1.3f, 1e-3f, 100};
        return new Sampling(
                temperatures[random.nextInt(temperatures.length)],
                random.nextBoolean() ? 1 : 0.05f + 0.9f * random.nextFloat(),
                random.nextBoolean() ? 0 : 1 + random.nextInt(vocabulary + 5),
                random.nextBoolean() ? 0 : random.nextFloat(),
                random.nextDouble(),
                random.nextInt(5) == 0 ? LogitChanges.NONE : changes(random, vocabulary),
                random.nextBoolean()
                        ? OptionalInt.empty()
                        : OptionalInt.of(random.nextInt(Math.min(20, vocabulary) + 1)));
    }

    private static LogitChanges changes(Random random, int vocabulary) {
        Map<Integer, Float> bias = new HashMap<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            bias.put(random.nextInt(vocabulary), 200 * random.nextFloat() - 100);
        }
        TokenCounts counts = new TokenCounts();
        for (int i = random.nextInt(40); i > 0; i--) {
            counts.prompted(random.nextInt(vocabulary));
            counts.generated(random.nextInt(vocabulary));
        }
        Penalties penalties =
                random.nextInt(3) == 0
                        ? Penalties.NONE
                        : new Penalties(
                                random.nextBoolean() ? 1 : 0.2f + 2 * random.nextFloat(),
                                4 * random.nextFloat() - 2,
                                random.nextBoolean() ? 0 : 4 * random.nextFloat() - 2);
        // one token is always left
        int left = random.nextInt(vocabulary);
        Set<Integer> forbidden = new HashSet<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            forbidden.add(random.nextInt(vocabulary));
        }
        forbidden.remove(left);
        long[] mask = new long[Math.ceilDiv(vocabulary, 64)];
        if (random.nextBoolean()) {
            Arrays.setAll(mask, i -> random.nextLong());
        }
        mask[left / 64] |= 1L << left;
        return new LogitChanges(
                bias,
                penalties,
                counts,
                forbidden,
                random.nextInt(3) == 0 ? Optional.of(mask) : Optional.empty());
    }
}
