package io.aifactory.scheduler.openai;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class QuestionTest {
    @Property
    void choicesHaveDifferentSeedsAndTheFirstHasTheRequestsOwn(@ForAll long seed) {
        assertEquals(seed, Question.seedOf(0, seed));
        long distinct =
                IntStream.range(0, 8).mapToLong(i -> Question.seedOf(i, seed)).distinct().count();
        assertTrue(distinct == 8, () -> "seeds repeat for " + seed);
    }
}
