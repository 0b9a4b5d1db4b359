package io.aifactory.inference.batching;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.aifactory.inference.sequence.GenerationSpec;
import io.aifactory.inference.sequence.SamplingSpec;
import io.aifactory.inference.sequence.Sequence;
import io.aifactory.inference.sequence.SequenceText;
import io.aifactory.inference.testing.ByteTokenizer;
import io.aifactory.inference.testing.FakeEngine;
import io.aifactory.inference.testing.RecordingSink;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SharedPrefillTest {
    private static final String PROMPT = "p".repeat(50);

    private final List<RecordingSink> sinks = new ArrayList<>();

    @Test
    void answersToOnePromptComputeItOnceThoughAllOfThemFitIntoOneStep() {
        ContinuousBatch batch = batch(16);
        add(batch, PROMPT, PROMPT, PROMPT);

        assertEquals(List.of(50, 2 + 2), prefillOfSteps(batch).subList(0, 2));
        assertEquals(List.of(0, 48, 48), cached());
    }

    @Test
    void aCancelledLeaderLeavesItsWorkToTheNext() {
        ContinuousBatch batch = batch(16);
        add(batch, PROMPT, PROMPT);
        batch.admit();
        sinks.getFirst().cancel();

        assertEquals(List.of(50), prefillOfSteps(batch).subList(0, 1));
        assertEquals(0, sinks.get(1).end().join().usage().cachedTokens());
    }

    @Test
    void promptsThatPartLaterGoOnTogetherFromThere() {
        ContinuousBatch batch = batch(16);
        add(batch, "a".repeat(16) + "b".repeat(20), "a".repeat(16) + "c".repeat(20));

        assertEquals(List.of(36, 20), prefillOfSteps(batch).subList(0, 2));
        assertEquals(List.of(0, 16), cached());
    }

    @Test
    void nobodyWaitsWhereThereIsNothingToShare() {
        ContinuousBatch withoutPool = batch(0);
        add(withoutPool, PROMPT, PROMPT);
        ContinuousBatch shortPrompts = batch(16);
        add(shortPrompts, "less than that", "less than that");

        assertEquals(100, prefillOfSteps(withoutPool).getFirst());
        assertEquals(28, prefillOfSteps(shortPrompts).getFirst());
    }

    private static ContinuousBatch batch(int poolBlocks) {
        FakeEngine engine = new FakeEngine(4, 64, poolBlocks, FakeEngine::letter);
        return Batches.of(engine, new StepPlanner(256, Duration.ZERO), () -> 0);
    }

    private void add(ContinuousBatch batch, String... prompts) {
        for (String prompt : prompts) {
            RecordingSink sink = new RecordingSink();
            sinks.add(sink);
            GenerationSpec spec =
                    new GenerationSpec(
                            "request " + sinks.size(),
                            new ByteTokenizer().encode(prompt),
                            prompt.length(),
                            3,
                            SamplingSpec.greedy(),
                            List.of(),
                            Set.of());
            SequenceText text = SequenceText.of(new ByteTokenizer(), spec);
            batch.add(new LiveSequence(Sequence.of(spec, text.stopped()), text, sink, 0));
        }
    }

    private static List<Integer> prefillOfSteps(ContinuousBatch batch) {
        List<Integer> tokens = new ArrayList<>();
        while (!batch.isEmpty()) {
            batch.admit();
            if (batch.running() > 0) {
                tokens.add(batch.step().prefillTokens());
            }
        }
        return tokens;
    }

    private List<Integer> cached() {
        return sinks.stream().map(sink -> sink.end().join().usage().cachedTokens()).toList();
    }
}
