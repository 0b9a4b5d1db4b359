package io.aifactory.inference.batching;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aifactory.inference.model.LoadedModel;
import io.aifactory.inference.sequence.EndReason;
import io.aifactory.inference.sequence.GenerationSpec;
import io.aifactory.inference.sequence.SamplingSpec;
import io.aifactory.inference.testing.AnswerGrammars;
import io.aifactory.inference.testing.OnDevice;
import io.aifactory.inference.testing.RecordingSink;
import io.aifactory.inference.testing.TinyLlama;
import io.aifactory.languagemodel.inference.Penalties;
import io.aifactory.tokenization.grammar.Grammar;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Grammars on the real engine, with a model whose text is noise. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@OnDevice
class TorchGrammarTest {
    private static final int SEEDS = 50;
    private static final int MAX_TOKENS = 110;

    private StepLoop loop;
    private LoadedModel model;
    private int ids;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        TinyLlama.write(folder);
        loop = TorchLoop.start(16, 64);
        model = loop.load(TorchLoop.prepared(folder)).join();
    }

    @AfterAll
    void end() throws InterruptedException {
        TorchLoop.end(loop);
    }

    @Test
    void everyAnswerThatEndsByItselfIsValid() {
        int ended = 0;
        List<AnswerGrammars> cases =
                List.of(
                        AnswerGrammars.order(),
                        new AnswerGrammars(
                                new Grammar.JsonSchema(
                                        "{\"type\":\"array\",\"items\":{\"enum\":[\"red\",\"token\",7]}}")),
                        new AnswerGrammars(new Grammar.Regex("the [a-z]{1,9}( counts)?\\.")),
                        new AnswerGrammars(new Grammar.Choice(List.of("worker", "tokens"))));
        for (AnswerGrammars each : cases) {
            List<RecordingSink> sinks =
                    IntStream.range(0, SEEDS)
                            .mapToObj(seed -> submit(spec(each.grammar(), seed, new int[0])))
                            .toList();
            for (RecordingSink sink : sinks) {
                if (sink.end().join().reason() == EndReason.STOP) {
                    ended++;
                    each.assertValid(sink.text());
                }
            }
        }
        assertTrue(ended > SEEDS * cases.size() * 3 / 4, ended + " ended by themselves");
    }

    @Test
    void rowsWithoutAGrammarGetTheTokensThatTheyHadAlone() {
        List<List<Integer>> alone = new ArrayList<>();
        for (int seed = 0; seed < 6; seed++) {
            RecordingSink sink = submit(plain(seed));
            sink.end().join();
            alone.add(sink.tokens());
        }

        List<RecordingSink> mixed = new ArrayList<>();
        List<RecordingSink> orders = new ArrayList<>();
        for (int seed = 0; seed < 6; seed++) {
            orders.add(submit(spec(AnswerGrammars.order().grammar(), seed, new int[0])));
            mixed.add(submit(plain(seed)));
        }
        orders.forEach(sink -> sink.end().join());
        mixed.forEach(sink -> sink.end().join());

        assertEquals(alone, mixed.stream().map(RecordingSink::tokens).toList());
    }

    @Test
    void aSequenceGoesOnInTheSameTextWhereverItIsCut() {
        Grammar grammar = AnswerGrammars.order().grammar();
        RecordingSink whole = submit(spec(grammar, 3, new int[0]));
        EndReason reason = whole.end().join().reason();
        int[] tokens = whole.tokens().stream().mapToInt(token -> token).toArray();

        for (int cut = 1; cut < tokens.length; cut += 23) {
            RecordingSink rest = submit(spec(grammar, 3, Arrays.copyOf(tokens, cut)));
            assertEquals(reason, rest.end().join().reason());
            assertEquals(whole.tokens().subList(cut, tokens.length), rest.tokens());
        }
    }

    private GenerationSpec spec(Grammar grammar, int seed, int[] resumed) {
        int[] prompt = {5, 6, 7 + seed};
        return new GenerationSpec(
                "sequence " + ids++,
                IntStream.concat(IntStream.of(prompt), IntStream.of(resumed)).toArray(),
                prompt.length,
                MAX_TOKENS,
                sampling(seed),
                List.of(),
                Set.of(0),
                "",
                Optional.of(model.grammars().compiled(grammar).start().after(resumed)));
    }

    private GenerationSpec plain(int seed) {
        int[] prompt = {9, 8, 7 + seed};
        return new GenerationSpec(
                "sequence " + ids++,
                prompt,
                prompt.length,
                20,
                sampling(seed),
                List.of(),
                Set.of(0));
    }

    /** Every other one with all that changes logits; at temperature 1. */
    private static SamplingSpec sampling(int seed) {
        return seed % 2 == 0
                ? new SamplingSpec(1, 1, 0, seed)
                : new SamplingSpec(
                        1,
                        0.95f,
                        40,
                        0.001f,
                        seed,
                        new Penalties(1.2f, 0.5f, -0.5f),
                        Map.of(17, 4f, 40, -100f),
                        seed % 7,
                        OptionalInt.of(3));
    }

    private RecordingSink submit(GenerationSpec spec) {
        RecordingSink sink = new RecordingSink();
        loop.submit(model, spec, sink);
        return sink;
    }
}
