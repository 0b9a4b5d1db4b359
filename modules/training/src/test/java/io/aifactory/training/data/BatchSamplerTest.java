package io.aifactory.training.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aifactory.storage.dataset.TokenStream;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class BatchSamplerTest {
    private static TokenStream counting(int size) {
        return TokenStream.of(IntStream.range(0, size).toArray());
    }

    @Test
    void aRowIsOneRunOfTokens() {
        // Given
        BatchSampler sampler = new BatchSampler(counting(1_000), 16, 4, 7);

        // When
        int[][] batch = sampler.batch(3);

        // Then
        assertEquals(4, batch.length);
        for (int[] row : batch) {
            assertArrayEquals(IntStream.rangeClosed(row[0], row[0] + 16).toArray(), row);
        }
    }

    @Test
    void aStepDependsOnSeedAndStepAlone() {
        BatchSampler one = new BatchSampler(counting(1_000), 16, 4, 7);
        BatchSampler other = new BatchSampler(counting(1_000), 16, 4, 7);
        one.batch(0);
        one.batch(1);

        assertTrue(Arrays.deepEquals(one.batch(25), other.batch(25)));
        assertNotEquals(
                Arrays.deepToString(one.batch(25)),
                Arrays.deepToString(new BatchSampler(counting(1_000), 16, 4, 8).batch(25)));
    }

    @Property(tries = 100)
    void anEpochVisitsEveryWindowOnceAndStaysInside(
            @ForAll @IntRange(min = 9, max = 700) int size, @ForAll long seed) {
        // Given
        BatchSampler sampler = new BatchSampler(counting(size), 8, 1, seed);
        long windows = sampler.windowsPerEpoch();

        for (int epoch = 0; epoch < 3; epoch++) {
            // When
            Set<Long> starts = new HashSet<>();
            for (long n = 0; n < windows; n++) {
                starts.add(sampler.start(epoch * windows + n));
            }

            // Then
            assertEquals(windows, starts.size());
            assertEquals(1, starts.stream().map(start -> start % 8).distinct().count());
            assertTrue(starts.stream().allMatch(start -> start >= 0 && start + 9 <= size));
        }
    }

    @Test
    void theGridMovesFromEpochToEpoch() {
        BatchSampler sampler = new BatchSampler(counting(10_000), 64, 1, 3);

        long offsets =
                IntStream.range(0, 20)
                        .mapToLong(epoch -> sampler.start(epoch * sampler.windowsPerEpoch()) % 64)
                        .distinct()
                        .count();

        assertTrue(offsets > 10, "only " + offsets + " offsets in 20 epochs");
    }

    @Test
    void tooFewTokensForOneWindowAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new BatchSampler(counting(8), 8, 1, 1));
    }
}
