package io.aifactory.inference.batching;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aifactory.inference.model.LoadedModel;
import io.aifactory.inference.sequence.GenerationSpec;
import io.aifactory.inference.sequence.SamplingSpec;
import io.aifactory.inference.testing.OnDevice;
import io.aifactory.inference.testing.RecordingSink;
import io.aifactory.inference.testing.TinyLlama;
import io.aifactory.languagemodel.inference.Penalties;
import io.aifactory.languagemodel.inference.TokenLogprobs;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Every sampling option at once, on the real engine. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@OnDevice
class TorchSamplingTest {
    private static final Set<Integer> ENDS = Set.of(0, 17, 40);

    private StepLoop loop;
    private LoadedModel model;
    private int ids;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        TinyLlama.write(folder);
        loop = TorchLoop.start(4, 16);
        model = loop.load(TorchLoop.prepared(folder)).join();
    }

    @AfterAll
    void end() throws InterruptedException {
        TorchLoop.end(loop);
    }

    @Test
    void theSameSeedGivesTheSameTokensAloneInAnyBatchAndAfterAnyResumption() {
        List<RecordingSink> alone = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            RecordingSink sink = submit(spec(i, new int[0]));
            sink.end().join();
            alone.add(sink);
        }
        // some end by themselves, none too early
        assertTrue(alone.stream().anyMatch(sink -> sink.tokens().size() < 24));
        assertTrue(alone.stream().allMatch(sink -> sink.tokens().size() >= 4));

        for (int round = 0; round < 3; round++) {
            List<Integer> order = new ArrayList<>(IntStream.range(0, 12).boxed().toList());
            Collections.shuffle(order, new Random(round));
            Map<Integer, RecordingSink> together = new HashMap<>();
            Map<Integer, Integer> resumed = new HashMap<>();
            for (int i : order) {
                List<Integer> before = alone.get(i).tokens();
                int count = round == 0 ? 0 : (i * 7 + round) % before.size();
                resumed.put(i, count);
                int[] tokens = before.subList(0, count).stream().mapToInt(t -> t).toArray();
                together.put(i, submit(spec(i, tokens)));
            }
            together.forEach((i, sink) -> {
                sink.end().join();
                RecordingSink whole = alone.get(i);
                int from = resumed.getOrDefault(i, 0);
                List<Integer> tokens = whole.tokens();
                assertEquals(tokens.subList(from, tokens.size()), sink.tokens(), "sequence " + i);
                assertEquals(sink.tokens().size(), sink.logprobs().size());
                assertSame(whole.logprobs().subList(from, tokens.size()), sink.logprobs());
            });
        }
    }

    /** Prefill in other chunks adds in another order: equal up to float32 rounding. */
    private static void assertSame(List<TokenLogprobs> expected, List<TokenLogprobs> actual) {
        for (int i = 0; i < expected.size(); i++) {
            assertEquals(expected.get(i).logprob(), actual.get(i).logprob(), 1e-4);
            assertEquals(
                    expected.get(i).alternatives().size(), actual.get(i).alternatives().size());
        }
    }

    @Test
    void aStrongPresencePenaltyAndBiasChangeWhatIsChosen() {
        int[] prompt = {5, 6, 7};
        SamplingSpec greedy = SamplingSpec.greedy();
        List<Integer> plain = tokens(prompt, greedy);
        List<Integer> distinct = tokens(prompt, greedy(new Penalties(100, 2, 2), Map.of(), 0));
        List<Integer> forced = tokens(prompt, greedy(Penalties.NONE, Map.of(123, 100f), 0));
        List<Integer> without =
                tokens(prompt, greedy(Penalties.NONE, Map.of(plain.getFirst(), -100f), 0));

        assertTrue(new HashSet<>(distinct).size() > new HashSet<>(plain).size());
        assertEquals(Collections.nCopies(12, 123), forced);
        assertFalse(without.contains(plain.getFirst()));
    }

    @Test
    void endTokensAreNotChosenBeforeMinTokens() {
        int[] prompt = {5, 6, 7};
        RecordingSink early = submit(sequence(prompt, greedy(Penalties.NONE, Map.of(40, 100f), 0)));
        RecordingSink late = submit(sequence(prompt, greedy(Penalties.NONE, Map.of(40, 100f), 5)));
        early.end().join();
        late.end().join();

        assertEquals(List.of(), early.tokens());
        assertEquals(5, late.tokens().size());
        assertEquals(6, late.end().join().usage().completionTokens());
        assertEquals(tokens(prompt, SamplingSpec.greedy()).subList(0, 5), late.tokens());
    }

    private List<Integer> tokens(int[] prompt, SamplingSpec sampling) {
        RecordingSink sink = submit(sequence(prompt, sampling));
        sink.end().join();
        return sink.tokens();
    }

    private static SamplingSpec greedy(Penalties penalties, Map<Integer, Float> bias, int least) {
        return new SamplingSpec(0, 1, 0, 0, 0, penalties, bias, least, OptionalInt.empty());
    }

    private GenerationSpec sequence(int[] prompt, SamplingSpec sampling) {
        return new GenerationSpec(
                "sequence " + ids++, prompt, prompt.length, 12, sampling, List.of(), ENDS);
    }

    private RecordingSink submit(GenerationSpec spec) {
        RecordingSink sink = new RecordingSink();
        loop.submit(model, spec, sink);
        return sink;
    }

    private GenerationSpec spec(int i, int[] resumed) {
        int[] prompt =
                IntStream.range(0, 1 + i * 7 % 40).map(j -> (i * 31 + j * 17) % 250).toArray();
        return new GenerationSpec(
                "sequence " + ids++,
                IntStream.concat(IntStream.of(prompt), IntStream.of(resumed)).toArray(),
                prompt.length,
                24,
                new SamplingSpec(
                        i % 4 == 0 ? 0 : 0.9f,
                        i % 3 == 0 ? 1 : 0.95f,
                        i % 2 == 0 ? 0 : 40,
                        i % 5 == 0 ? 0 : 0.01f,
                        i,
                        new Penalties(1.1f, 0.5f, -0.25f),
                        Map.of(17, 4f, 23, -100f),
                        4,
                        i % 6 == 0 ? OptionalInt.of(0) : OptionalInt.of(i)),
                List.of(),
                ENDS);
    }
}
