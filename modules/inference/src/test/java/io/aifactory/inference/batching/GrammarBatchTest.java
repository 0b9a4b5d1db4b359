package io.aifactory.inference.batching;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aifactory.inference.sequence.EndReason;
import io.aifactory.inference.sequence.GenerationSpec;
import io.aifactory.inference.sequence.SamplingSpec;
import io.aifactory.inference.sequence.Sequence;
import io.aifactory.inference.sequence.SequenceText;
import io.aifactory.inference.testing.AnswerGrammars;
import io.aifactory.inference.testing.ByteTokenizer;
import io.aifactory.inference.testing.FakeEngine;
import io.aifactory.inference.testing.RecordingSink;
import io.aifactory.inference.testing.Specs;
import io.aifactory.languagemodel.inference.Penalties;
import io.aifactory.languagemodel.inference.Sampling;
import io.aifactory.tokenization.grammar.Grammar;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.ToIntBiFunction;
import org.junit.jupiter.api.Test;

/** Sequences with a grammar, on an engine that says whatever it may. */
class GrammarBatchTest {
    private static final int LONG = 1_500;
    private static final Grammar WORD = new Grammar.Regex("[a-z]{2,4}");
    private static final String CLOSERS = "}]\"";

    @Test
    void whateverAModelSaysIsValidWhenItEndsByItself() {
        int ended = 0;
        List<AnswerGrammars> cases = AnswerGrammars.all();
        for (int seed = 0; seed < 6; seed++) {
            ContinuousBatch batch = batch(4, GrammarBatchTest::hostile);
            List<RecordingSink> sinks = new ArrayList<>();
            for (AnswerGrammars each : cases) {
                sinks.add(add(batch, sampled(seed).grammar(each.grammar()).maxTokens(LONG)));
            }
            Batches.runAll(batch);
            for (int i = 0; i < cases.size(); i++) {
                if (sinks.get(i).end().join().reason() == EndReason.STOP) {
                    ended++;
                    cases.get(i).assertValid(sinks.get(i).text());
                }
            }
        }
        assertTrue(ended > 6 * cases.size() * 9 / 10, ended + " ended by themselves");
    }

    @Test
    void sequencesBesideThemGetTheSameTokensAsWithoutThem() {
        List<Specs> plain = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            plain.add(Specs.prompt("plain " + i).maxTokens(12).sampled(i));
        }
        ContinuousBatch alone = batch(8, FakeEngine::letter);
        List<RecordingSink> expected = plain.stream().map(each -> add(alone, each)).toList();
        Batches.runAll(alone);

        ContinuousBatch mixed = batch(8, FakeEngine::letter);
        List<RecordingSink> actual = new ArrayList<>();
        List<RecordingSink> words = new ArrayList<>();
        for (Specs each : plain) {
            words.add(add(mixed, Specs.prompt("w").grammar(WORD).sampled(3)));
            actual.add(add(mixed, each));
            step(mixed);
        }
        Batches.runAll(mixed);

        assertEquals(
                expected.stream().map(RecordingSink::tokens).toList(),
                actual.stream().map(RecordingSink::tokens).toList());
        words.forEach(word -> assertEquals(4, word.text().length()));
    }

    @Test
    void aSequenceGoesOnElsewhereInTheSameTextWhereverItIsCut() {
        AnswerGrammars order = AnswerGrammars.order();
        Specs specs = sampled(5).grammar(order.grammar()).maxTokens(LONG);
        RecordingSink whole = run(specs, GrammarBatchTest::hostile);
        order.assertValid(whole.text());
        int[] ids = whole.tokens().stream().mapToInt(token -> token).toArray();

        for (int cut = 0; cut <= ids.length; cut += 1 + ids.length / 40) {
            RecordingSink rest =
                    run(specs.resumed(Arrays.copyOf(ids, cut)), GrammarBatchTest::hostile);
            assertEquals(
                    whole.tokens().subList(cut, ids.length), rest.tokens(), "cut after " + cut);
            assertEquals(EndReason.STOP, rest.end().join().reason());
        }
    }

    @Test
    void aTextEndsByItselfWhereNothingMayFollowAndElseAtAnEndToken() {
        RecordingSink choice =
                run(Specs.prompt("p").grammar(choice("yes", "yesterday", "no")), saying("yes"));
        RecordingSink longest =
                run(
                        Specs.prompt("p").grammar(choice("yes", "yesterday", "no")).maxTokens(9),
                        saying("yesterday"));
        RecordingSink nothing = run(Specs.prompt("p").grammar(choice("")), saying("yes"));

        // "yes" may go on: the fake says "y" again, which is not allowed, and comes to the end
        // token
        assertEquals("yesterday", longest.text());
        assertEquals(EndReason.STOP, longest.end().join().reason());
        assertEquals(9, longest.end().join().usage().completionTokens());
        assertEquals("yes", choice.text());
        assertEquals(EndReason.STOP, choice.end().join().reason());
        assertEquals(4, choice.end().join().usage().completionTokens());
        assertEquals("", nothing.text());
        assertEquals(EndReason.STOP, nothing.end().join().reason());
        assertEquals(0, nothing.end().join().usage().completionTokens());
    }

    @Test
    void tooFewTokensCutATextOffInTheMiddle() {
        RecordingSink cut =
                run(Specs.prompt("p").grammar(choice("yesterday")).maxTokens(4), saying("x"));

        assertEquals("yest", cut.text());
        assertEquals(EndReason.LENGTH, cut.end().join().reason());
    }

    @Test
    void ignoringTheEndGoesOnAsLongAsTheGrammarDoes() {
        // Given a model that says the end token whenever it may
        Specs word = Specs.prompt("p").grammar(WORD);
        RecordingSink plain = run(word, (_, _) -> ByteTokenizer.END);
        RecordingSink ignoring = run(word.ignoringEnd(), (_, _) -> ByteTokenizer.END);
        RecordingSink least = run(word.sampling(least(3)), (_, _) -> ByteTokenizer.END);
        RecordingSink tooMany = run(word.sampling(least(8)), (_, _) -> ByteTokenizer.END);

        assertEquals(2, plain.text().length());
        assertEquals(4, ignoring.text().length());
        assertEquals(3, least.text().length());
        assertEquals(4, tooMany.text().length());
        for (RecordingSink sink : List.of(plain, ignoring, least, tooMany)) {
            assertEquals(EndReason.STOP, sink.end().join().reason());
        }
    }

    @Test
    void whereTheGrammarLeavesOnlyAStopTokenItComesAllTheSame() {
        Specs specs = Specs.prompt("p").grammar(choice("a.b")).endingAt('.').sampling(least(8));

        RecordingSink sink = run(specs, saying("x"));

        assertEquals("a", sink.text());
        assertEquals(EndReason.STOP, sink.end().join().reason());
        assertEquals(2, sink.end().join().usage().completionTokens());
    }

    @Test
    void aStopStringCutsATextOffWhereverItIs() {
        Specs specs = Specs.prompt("p").grammar(choice("one, two, three")).stops("two");

        RecordingSink sink = run(specs.maxTokens(20), saying("x"));

        assertEquals("one, ", sink.text());
        assertEquals(EndReason.STOP, sink.end().join().reason());
    }

    @Test
    void penaltiesAndBiasesReachTheEngineBesideTheMask() {
        List<Sampling> seen = new ArrayList<>();
        SamplingSpec sampling =
                new SamplingSpec(
                        1,
                        1,
                        0,
                        0,
                        0,
                        new Penalties(1.5f, 1, 1),
                        Map.of((int) 'a', -100f),
                        0,
                        OptionalInt.empty());
        run(
                Specs.prompt("p").grammar(choice("a")).sampling(sampling),
                (_, how) -> {
                    seen.add(how);
                    return 'x';
                });

        assertEquals(1, seen.size());
        assertEquals(Map.of((int) 'a', -100f), seen.getFirst().changes().bias());
        assertEquals(1.5f, seen.getFirst().changes().penalties().repetition());
        assertTrue(seen.getFirst().changes().allowed().isPresent());
    }

    private static Grammar choice(String... texts) {
        return new Grammar.Choice(List.of(texts));
    }

    private static SamplingSpec least(int tokens) {
        return new SamplingSpec(
                0, 1, 0, 0, 0, Penalties.NONE, Map.of(), tokens, OptionalInt.empty());
    }

    private static Specs sampled(int seed) {
        return Specs.prompt("p").sampled(seed);
    }

    private static ToIntBiFunction<List<Integer>, Sampling> saying(String text) {
        return FakeEngine.saying(text);
    }

    /** Anything that may come; after a while it would like to come to an end. */
    private static int hostile(List<Integer> tokens, Sampling how) {
        long[] allowed = how.changes().allowed().orElseThrow();
        int any = (int) (how.uniform() * 257);
        if (tokens.size() < 60 || any % 2 == 0) {
            return any;
        }
        if (allows(allowed, ByteTokenizer.END)) {
            return ByteTokenizer.END;
        }
        return CLOSERS.chars().filter(token -> allows(allowed, token)).findFirst().orElse(any);
    }

    private static boolean allows(long[] mask, int token) {
        return (mask[token >> 6] >>> token & 1) == 1;
    }

    private static RecordingSink run(Specs specs, ToIntBiFunction<List<Integer>, Sampling> model) {
        ContinuousBatch batch = batch(1, model);
        RecordingSink sink = add(batch, specs);
        Batches.runAll(batch);
        return sink;
    }

    private static ContinuousBatch batch(
            int slots, ToIntBiFunction<List<Integer>, Sampling> model) {
        FakeEngine engine = new FakeEngine(slots, LONG + 8, model);
        return Batches.of(engine, new StepPlanner(8, Duration.ZERO), () -> 0);
    }

    /** As the loop does it: what is over already needs no slot. */
    private static RecordingSink add(ContinuousBatch batch, Specs specs) {
        GenerationSpec spec = specs.build();
        RecordingSink sink = new RecordingSink();
        SequenceText text = SequenceText.of(new ByteTokenizer(), spec);
        LiveSequence sequence = new LiveSequence(Sequence.of(spec, text.stopped()), text, sink, 0);
        if (sequence.isWaiting()) {
            batch.add(sequence);
        } else {
            sequence.tellEnd(true);
        }
        return sink;
    }

    private static void step(ContinuousBatch batch) {
        batch.admit();
        batch.step();
    }
}
