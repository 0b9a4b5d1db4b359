package io.aifactory.simulator.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GeneratedTracesTest {
    @Test
    void whatIsDrawnFromAShapeHasThatShape() {
        // Given
        TraceShape shape = TraceShape.conversation();

        // When
        TraceShape drawn = TraceShape.fit(ShapedTrace.draw(shape, 1));

        // Then within what two thousand draws allow
        assertEquals(shape.requestsPerSecond(), drawn.requestsPerSecond(), 0.2);
        assertEquals(1, drawn.prompts().median() / shape.prompts().median(), 0.1);
        assertEquals(shape.prompts().spread(), drawn.prompts().spread(), 0.1);
        assertEquals(shape.continuing(), drawn.continuing(), 0.04);
        assertEquals(shape.depth(), drawn.depth(), 0.06);
        assertEquals(1, drawn.commonBlocks());
    }

    @Test
    void theSameSeedDrawsTheSameAndAnotherDrawsAnother() {
        assertEquals(
                ShapedTrace.draw(TraceShape.conversation(), 5),
                ShapedTrace.draw(TraceShape.conversation(), 5));
        assertNotEquals(ConversationTrace.bursty().draw(1), ConversationTrace.bursty().draw(2));
        assertEquals(SharedPromptsTrace.b2b(10).draw(1), SharedPromptsTrace.b2b(10).draw(1));
    }

    @Test
    void laterTurnsExtendThePrefixOfEarlierOnes() {
        // Given
        List<Arrival> arrivals = ConversationTrace.bursty().draw(3);

        // When each block that a prompt is first with is noted
        Map<Long, Integer> seen = new HashMap<>();
        int extending = 0;
        for (Arrival arrival : arrivals) {
            int shared = 0;
            while (shared < arrival.blocks().count()
                    && seen.containsKey(arrival.blocks().hash(shared))) {
                shared++;
            }
            extending += shared * 512 > 2_000 ? 1 : 0;
            for (int i = 0; i < arrival.blocks().count(); i++) {
                seen.merge(arrival.blocks().hash(i), 1, Integer::sum);
            }
        }

        // Then five of six turns share more than a system prompt
        assertEquals(5.0 / 6, (double) extending / arrivals.size(), 0.05);
        assertTrue(arrivals.size() > 1_000);
    }

    @Test
    void conversationsComeInBursts() {
        // Given the number of arrivals in each ten seconds
        Map<Long, Integer> counts = new HashMap<>();
        List<Arrival> arrivals = ConversationTrace.bursty().draw(4);
        arrivals.forEach(a -> counts.merge(a.nanos() / 10_000_000_000L, 1, Integer::sum));
        double mean = counts.values().stream().mapToInt(i -> i).average().orElseThrow();
        double variance =
                counts.values().stream()
                        .mapToDouble(c -> (c - mean) * (c - mean))
                        .average()
                        .orElseThrow();

        // Then they vary far more than those of a Poisson process, whose index is 1
        assertTrue(variance / mean > 2, () -> "index of dispersion " + variance / mean);
    }

    @Test
    void sharedPromptsAreThoseOfTheirGroup() {
        List<Arrival> arrivals = SharedPromptsTrace.b2b(10).draw(1);
        assertEquals(750, arrivals.size());
        assertEquals(150, arrivals.stream().map(a -> a.blocks().hash(10)).distinct().count());
        assertEquals(750, arrivals.stream().map(a -> a.blocks().hash(11)).distinct().count());
        assertEquals(75, arrivals.getLast().nanos() / 1e9, 10);
    }

    @Test
    void senselessShapesAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new Lengths(Double.NaN, 1, 10));
        assertThrows(IllegalArgumentException.class, () -> SharedPromptsTrace.b2b(0));
        assertThrows(
                IllegalArgumentException.class,
                () -> TraceShape.of(-1, 10, new Lengths(1, 1, 1), new Lengths(1, 1, 1)));
        assertThrows(IllegalArgumentException.class, () -> TraceShape.fit(List.of()));
    }
}
