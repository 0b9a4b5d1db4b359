package io.aifactory.inference.batching;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aifactory.inference.sequence.EndReason;
import io.aifactory.inference.sequence.GenerationSpec;
import io.aifactory.inference.testing.ByteTokenizer;
import io.aifactory.inference.testing.CountingMeter;
import io.aifactory.inference.testing.FakeEngine;
import io.aifactory.inference.testing.RecordingSink;
import io.aifactory.inference.testing.Specs;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A random life of a worker, with steps that are begun early and with steps that wait. */
class StepsAheadAtRandomTest {
    /** Sequences that come, leave, stop, end, share beginnings and take slots from each other. */
    @Test
    void whateverHappensTokensAreThoseOfStepsThatWait() {
        int early = 0;
        int wasted = 0;
        for (int seed = 0; seed < 60; seed++) {
            List<Outcome> waiting = new Scenario(seed, false).run();
            Scenario ahead = new Scenario(seed, true);
            assertEquals(waiting, ahead.run(), "seed " + seed);
            early += (int) ahead.seen.stream().filter(r -> r.ahead().begun()).count();
            wasted += ahead.seen.stream().mapToInt(r -> r.ahead().wastedRows()).sum();
        }
        assertTrue(early > 300, early + " steps were begun early");
        assertTrue(wasted > 60, wasted + " parts were for nothing");
    }

    /**
     * @param text without what a client that left may or may not have seen
     */
    private record Outcome(String text, Optional<EndReason> reason, int completionTokens) {}

    private static final class Scenario {
        final List<StepReport> seen = new ArrayList<>();
        private final Random random;
        private final ContinuousBatch batch;

        Scenario(int seed, boolean ahead) {
            this.random = new Random(seed);
            FakeEngine engine =
                    new FakeEngine(
                            3,
                            64,
                            6,
                            (before, sampling) -> {
                                int letter = FakeEngine.letter(before, sampling);
                                return letter == 'q' ? ByteTokenizer.END : letter;
                            });
            this.batch = StepsAheadTest.batch(engine, ahead, new CountingMeter());
        }

        List<Outcome> run() {
            List<RecordingSink> sinks = new ArrayList<>();
            int left = 14;
            while (left > 0 || !batch.isEmpty()) {
                for (int i = random.nextInt(3); i > 0 && left > 0; i--) {
                    sinks.add(new RecordingSink());
                    GenerationSpec spec = spec(left--);
                    if (random.nextInt(5) == 0) {
                        sinks.getLast().cancelAfter(1 + random.nextInt(4));
                    }
                    Batches.add(batch, spec, sinks.getLast(), 0);
                }
                // as many steps whichever way, so that everything else happens at the same places
                for (int i = random.nextInt(4); i >= 0 && !batch.isEmpty(); i--) {
                    batch.admit();
                    if (batch.running() > 0) {
                        seen.add(batch.step());
                    }
                }
            }
            return sinks.stream().map(Scenario::outcome).toList();
        }

        private static Outcome outcome(RecordingSink sink) {
            return sink.end().isDone()
                    ? new Outcome(
                            sink.text(),
                            Optional.of(sink.end().join().reason()),
                            sink.end().join().usage().completionTokens())
                    : new Outcome("", Optional.empty(), 0);
        }

        private GenerationSpec spec(int number) {
            Specs spec =
                    Specs.prompt("ab".repeat(1 + random.nextInt(12)))
                            .id("r" + number)
                            .maxTokens(1 + random.nextInt(20));
            if (random.nextInt(3) == 0) {
                spec = spec.stops("" + (char) ('a' + random.nextInt(26)));
            }
            return (random.nextBoolean() ? spec.sampled(number) : spec)
                    .build()
                    .withPriority(random.nextInt(3) - 1);
        }
    }
}
