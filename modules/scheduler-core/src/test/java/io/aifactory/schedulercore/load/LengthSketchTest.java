package io.aifactory.schedulercore.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class LengthSketchTest {
    /** Half a bin of 6.5 %, and the weak expectation of any order of magnitude. */
    private static final double BIN = 0.05;

    @Test
    void theQuantilesOfEvenlySpreadLengthsAreWithinABin() {
        // Given
        LengthSketch sketch = new LengthSketch();
        for (int tokens = 1; tokens <= 1_600; tokens++) {
            sketch.add(tokens);
        }

        // Then: 1/4 and 3/4 of 1,600
        assertEquals(400, sketch.total(0, 0), 400 * BIN);
        assertEquals(1_200, sketch.total(0, 1), 1_200 * BIN);
    }

    @Test
    void whatIsStillToComeGoesByThoseThatWereAsLong() {
        // Given: nine of ten outputs have 10 tokens, one has 1,000
        LengthSketch sketch = new LengthSketch();
        for (int i = 0; i < 100; i++) {
            sketch.add(i % 10 == 0 ? 1_000 : 10);
        }

        // Then: a new one is short, but one of 100 tokens is one of the long ones
        assertEquals(10, sketch.total(0, 1), 10 * BIN);
        assertEquals(1_000, sketch.total(100, 1), 1_000 * BIN);
        assertEquals(900, sketch.expectedRemaining(100), 900 * 2 * BIN);
    }

    @Test
    void oldLengthsAreForgotten() {
        // Given
        LengthSketch sketch = new LengthSketch();
        for (int i = 0; i < 10_000; i++) {
            sketch.add(1_000);
        }

        // When
        for (int i = 0; i < 20_000; i++) {
            sketch.add(20);
        }

        // Then
        assertEquals(20, sketch.total(0, 1), 20 * BIN);
    }

    @Test
    void aClassStandsOnItsOwnWhenEnoughOfItHaveEnded() {
        // Given
        OutputLengths lengths = new OutputLengths();
        for (int i = 0; i < OutputLengths.ENOUGH - 1; i++) {
            lengths.finished("model", "writer", 800);
        }

        // Then
        assertSame(lengths.of("model", "writer"), lengths.of("model", "reader"));

        // When
        lengths.finished("model", "writer", 800);

        // Then
        assertNotSame(lengths.of("model", "writer"), lengths.of("model", "reader"));
        assertEquals(800, lengths.of("model", "writer").total(0, 0), 800 * BIN);
    }

    @Test
    void moreClassesThanAreKeptCountAmongAll() {
        // Given
        OutputLengths lengths = new OutputLengths();
        for (int i = 0; i < OutputLengths.MOST_CLASSES; i++) {
            lengths.finished("model", "tenant-" + i, 5);
        }

        // When
        for (int i = 0; i < OutputLengths.ENOUGH; i++) {
            lengths.finished("model", "one too many", 500);
        }

        // Then
        assertSame(lengths.of("other", "nobody"), lengths.of("model", "one too many"));
    }

    @Property(tries = 50)
    void anOutputThatGoesOnIsLongerThanItIsAndThePointsAreInOrder(
            @ForAll @Size(max = 40) List<Integer> lengths,
            @ForAll @IntRange(max = 2_000_000) int generated) {
        // Given: whatever is said to have ended, negative or absurd lengths included
        LengthSketch sketch = new LengthSketch();
        lengths.forEach(sketch::add);

        // Then
        double before = generated;
        for (int point = 0; point < LengthSketch.POINTS; point++) {
            double total = sketch.total(generated, point);
            assertTrue(total >= before, () -> total + " tokens");
            assertTrue(total > generated, () -> total + " tokens");
            before = total;
        }
    }
}
