package io.aifactory.storage.dataset;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HeldOutTest {
    @Test
    void everyTokenIsATargetExactlyOnce() {
        // Given
        HeldOut heldOut =
                HeldOut.of(TokenStream.of(1, 2, 0, 3, 4, 5, 0), 0, 100, HeldOutTest::twoBytes);

        // When
        List<int[][]> batches = heldOut.batches(2, 2);

        // Then
        int[] targets =
                batches.stream()
                        .flatMap(Arrays::stream)
                        .flatMapToInt(row -> IntStream.of(row).skip(1))
                        .toArray();
        assertArrayEquals(new int[] {1, 2, 0, 3, 4, 5, 0}, targets);
        assertArrayEquals(new int[] {0, 1, 2}, batches.getFirst()[0]);
        assertEquals(10, heldOut.bytes());
    }

    @Test
    void theLimitCutsAtTheEndOfADocument() {
        HeldOut heldOut =
                HeldOut.of(TokenStream.of(1, 2, 0, 3, 4, 5, 0), 0, 6, HeldOutTest::twoBytes);

        assertArrayEquals(new int[] {0, 1, 2, 0}, heldOut.stream());
    }

    @Test
    void aFirstDocumentLongerThanTheLimitIsCut() {
        HeldOut heldOut = HeldOut.of(TokenStream.of(1, 2, 3, 4, 0), 0, 2, HeldOutTest::twoBytes);

        assertArrayEquals(new int[] {0, 1, 2}, heldOut.stream());
    }

    @Test
    void eightNatsLnTwoOverFourBytesAreTwoBitsPerByte() {
        HeldOut heldOut = HeldOut.of(TokenStream.of(1, 2), 0, 100, HeldOutTest::twoBytes);

        assertEquals(2.0, heldOut.bitsPerByte(8 * Math.log(2)), 1e-12);
    }

    private static int twoBytes(int id) {
        return id == 0 ? 0 : 2;
    }
}
