package io.aifactory.schedulercore.prefix;

import static io.aifactory.schedulercore.prefix.Prompts.ABC;
import static io.aifactory.schedulercore.prefix.Prompts.TTL;
import static io.aifactory.schedulercore.prefix.Prompts.blocks;
import static io.aifactory.schedulercore.prefix.Prompts.find;
import static io.aifactory.schedulercore.prefix.Prompts.four;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class PredictionTest {
    private final PrefixIndex index = Prompts.index();
    private final int worker = index.register("w");

    private int leading() {
        return find(index, ABC)[worker];
    }

    @Test
    void aPredictionCountsAtOnceAndEndsAfterItsTime() {
        // When
        index.predict(worker, ABC, 9, 50);

        // Then
        assertEquals(3, leading());
        assertEquals(3, index.predicted(worker));
        index.expire(50 + TTL - 1);
        assertEquals(3, leading());
        index.expire(50 + TTL);
        assertEquals(0, leading());
        assertEquals(0, index.predicted(worker));
        assertEquals(0, index.blocks());
    }

    @Test
    void whatAnEventConfirmsStaysAndTheRestEnds() {
        // Given
        index.predict(worker, ABC, 9, 0);

        // When
        index.stored(worker, ABC, 0, 2);

        // Then
        assertEquals(1, index.predicted(worker));
        index.expire(TTL);
        assertEquals(2, leading());
        assertEquals(2, index.held(worker));
    }

    @Test
    void predictingAgainLastsLonger() {
        index.predict(worker, ABC, 9, 0);
        index.predict(worker, blocks(100), 9, 600);
        index.expire(TTL);
        assertEquals(1, leading());
        index.expire(600 + TTL);
        assertEquals(0, leading());
    }

    @Test
    void whatIsHeldForCertainDoesNotBecomeAPrediction() {
        index.stored(worker, ABC, 0, 3);
        index.predict(worker, ABC, 9, 0);
        assertEquals(0, index.predicted(worker));
        index.expire(TTL);
        assertEquals(3, leading());
    }

    @Test
    void aRemovalEndsAPredictionAndALaterOneIsNotCutShort() {
        // Given a block that was predicted, removed and predicted anew
        index.predict(worker, blocks(100), 9, 0);
        index.removed(worker, 100);
        assertEquals(0, leading());
        index.predict(worker, blocks(100), 9, 900);

        // When the first prediction's time is over
        index.expire(TTL);

        // Then
        assertEquals(1, leading());
        index.expire(900 + TTL);
        assertEquals(0, leading());
    }

    @Test
    void aClockThatJumpsBackIsTakenToStandStill() {
        index.predict(worker, blocks(1), 9, 5_000);
        index.predict(worker, ABC, 9, -7);
        index.expire(5_000 + TTL - 1);
        assertEquals(3, leading());
        index.expire(5_000 + TTL);
        assertEquals(0, leading());
    }

    @Test
    void theEndOfTimeIsNoTrap() {
        index.predict(worker, ABC, 9, Long.MAX_VALUE - 1);
        assertEquals(3, leading());
        index.expire(Long.MAX_VALUE);
        assertEquals(0, leading());
    }

    @Test
    void aboveTheLimitTheOldestPredictionsGoAndOfAPromptItsEnd() {
        // Given room for ten predictions, eight of which are taken by two prompts
        PrefixIndex small = new PrefixIndex(new IndexLimits(1, 100, 100, 10), TTL);
        small.register("w");
        PromptBlocks oldest = blocks(1, 2, 3, 4);
        PromptBlocks middle = blocks(11, 12, 13, 14);
        PromptBlocks newest = blocks(21, 22, 23);
        small.predict(0, oldest, 9, 0);
        small.predict(0, middle, 9, 1);

        // When three more come
        small.predict(0, newest, 9, 2);

        // Then four fifths of ten are left
        assertEquals(8, small.predicted(0));
        assertArrayEquals(new int[] {1}, find(small, oldest));
        assertArrayEquals(new int[] {3}, find(small, newest));
    }

    @Property(tries = 60)
    void predictionsAgreeWithAMapOfTimes(@ForAll long seed) {
        // Given
        Random random = new Random(seed);
        PrefixIndex tested = Prompts.index();
        Map<Long, Long> untilByHash = new HashMap<>();
        tested.register("other");
        int ordinal = tested.register("w");
        long now = 0;

        for (int step = 0; step < 500; step++) {
            now += random.nextInt(200);
            long start = random.nextInt(6) * 10L;
            PromptBlocks prompt = four(start);
            long until = now + TTL;

            // When
            switch (random.nextInt(5)) {
                case 0 -> {
                    tested.stored(ordinal, prompt, 0, 2);
                    untilByHash.put(start, Long.MAX_VALUE);
                    untilByHash.put(start + 1, Long.MAX_VALUE);
                }
                case 1 -> {
                    tested.removed(ordinal, start + 1);
                    untilByHash.remove(start + 1);
                }
                default -> {
                    tested.predict(ordinal, prompt, 9, now);
                    for (int i = 0; i < 4; i++) {
                        untilByHash.merge(start + i, until, Math::max);
                    }
                }
            }
            tested.expire(now);

            // Then
            long time = now;
            untilByHash.values().removeIf(end -> end <= time);
            int expected = 0;
            while (expected < 4 && untilByHash.containsKey(start + expected)) {
                expected++;
            }
            assertArrayEquals(new int[] {0, expected}, find(tested, prompt));
            assertEquals(untilByHash.size(), tested.held(ordinal));
            long certain = untilByHash.values().stream().filter(e -> e == Long.MAX_VALUE).count();
            assertEquals(untilByHash.size() - certain, tested.predicted(ordinal));
        }
    }
}
