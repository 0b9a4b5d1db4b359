package io.aifactory.training.baseline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aifactory.storage.dataset.TokenStream;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class BigramBaselineTest {
    /**
     * Worked by hand. Stream a b a b a c: bigrams ab 2, ba 2, ac 1. Too few counts of counts, so
     * all discounts are 1/2. Continuation counts a 1, b 1, c 1, d 0 of 3 distinct bigrams, hence
     * P(a) = P(b) = P(c) = (1/2 + (3/2)/4)/3 = 7/24 and P(d) = 1/8.
     */
    @Test
    void probabilitiesEqualTheOnesWorkedByHand() {
        // Given
        BigramBaseline bigram = BigramBaseline.learn(TokenStream.of(0, 1, 0, 1, 0, 2), 4);

        // Then
        assertEquals((1.5 + 1.0 * 7 / 24) / 3, bigram.probability(0, 1), 1e-12);
        assertEquals((0.5 + 1.0 * 7 / 24) / 3, bigram.probability(0, 2), 1e-12);
        assertEquals((0.0 + 1.0 * 1 / 8) / 3, bigram.probability(0, 3), 1e-12);
        assertEquals((1.5 + 0.5 * 7 / 24) / 2, bigram.probability(1, 0), 1e-12);
        assertEquals(7.0 / 24, bigram.probability(3, 0), 1e-12);
        assertEquals(
                -Math.log(bigram.probability(0, 1)) - Math.log(bigram.probability(1, 0)),
                bigram.nats(new int[] {0, 1, 0}),
                1e-12);
    }

    @Property(tries = 60)
    void probabilitiesAreAboveZeroAndSumToOne(
            @ForAll long seed, @ForAll @IntRange(min = 2, max = 3_000) int length) {
        // Given
        SplittableRandom random = new SplittableRandom(seed);
        int[] tokens = random.ints(length, 0, 40).map(x -> x * x / 40).toArray();
        BigramBaseline bigram = BigramBaseline.learn(TokenStream.of(tokens), 41);

        for (int context = 0; context < 41; context++) {
            // When
            double sum = 0;
            for (int next = 0; next < 41; next++) {
                double probability = bigram.probability(context, next);
                assertTrue(probability > 0, "P(" + next + "|" + context + ") is " + probability);
                sum += probability;
            }

            // Then
            assertEquals(1.0, sum, 1e-9);
        }
    }

    @Test
    void itBeatsTheUnigramEntropyOfAMarkovChain() {
        // Given: two states that mostly alternate; 1 bit for a unigram model
        int[] train = chain(20_000, 1);
        int[] heldOut = chain(5_000, 2);

        // When
        BigramBaseline bigram = BigramBaseline.learn(TokenStream.of(train), 2);
        double bits = bigram.nats(heldOut) / Math.log(2) / (heldOut.length - 1);

        // Then: the entropy of the chain is H(0.1) = 0.469 bits
        assertEquals(0.469, bits, 0.02);
    }

    @Test
    void oneTokenIsTooFew() {
        assertThrows(
                IllegalArgumentException.class, () -> BigramBaseline.learn(TokenStream.of(1), 2));
    }

    private static int[] chain(int length, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int[] tokens = new int[length];
        for (int i = 1; i < length; i++) {
            boolean alternate = random.nextDouble() < 0.9;
            tokens[i] = alternate ? 1 - tokens[i - 1] : tokens[i - 1];
        }
        return tokens;
    }
}
