package io.aifactory.schedulercore.prefix;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class PrefixIndexPropertiesTest {
    private static final int STEPS = 400;

    /** A forest of prompts that share beginnings, and hashes that are awkward keys. */
    private static List<PromptBlocks> prompts(Random random) {
        return IntStream.range(0, 12)
                .mapToObj(prompt -> {
                    int length = 1 + random.nextInt(150);
                    int shared = random.nextInt(length + 1);
                    long[] hashes = new long[length];
                    for (int i = 0; i < length; i++) {
                        long branch = i < shared ? prompt % 3 : 10 + prompt;
                        hashes[i] = (branch << 32 | i) - 1;
                    }
                    return new PromptBlocks(16, hashes);
                })
                .toList();
    }

    @Property(tries = 25)
    void whateverIsStoredRemovedAndDroppedTheIndexAgreesWithSetsOfWorkers(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 200) int workers) {
        // Given
        Random random = new Random(seed);
        List<PromptBlocks> prompts = prompts(random);
        NaiveIndex naive = new NaiveIndex();
        PrefixIndex index = new PrefixIndex(IndexLimits.DEFAULT, 1);
        for (int worker = 0; worker < workers; worker++) {
            assertEquals(worker, index.register("w" + worker));
        }
        int[] leading = new int[workers];

        for (int step = 0; step < STEPS; step++) {
            // When
            int worker = random.nextInt(workers);
            PromptBlocks blocks = prompts.get(random.nextInt(prompts.size()));
            int from = random.nextInt(8) == 0 ? random.nextInt(blocks.count()) : 0;
            switch (random.nextInt(16)) {
                case 0 -> {
                    index.drop(worker);
                    naive.drop(worker);
                }
                case 1, 2, 3, 4 -> {
                    // From the last block on, as engines evict; now and then from the middle.
                    for (int i = blocks.count() - 1 - from; i >= 0; i -= 1 + random.nextInt(2)) {
                        index.removed(worker, blocks.hash(i));
                        naive.removed(worker, blocks.hash(i));
                    }
                }
                default -> {
                    index.stored(worker, blocks, from, blocks.count());
                    naive.stored(worker, blocks, from, blocks.count());
                }
            }

            // Then
            PromptBlocks asked = prompts.get(random.nextInt(prompts.size()));
            int best = index.find(asked, leading);
            int bestByHand = 0;
            for (int w = 0; w < workers; w++) {
                assertEquals(naive.leading(w, asked), leading[w], "worker " + w);
                bestByHand = Math.max(bestByHand, leading[w]);
            }
            assertEquals(bestByHand, best);
        }
        assertEquals(naive.blocks(), index.blocks());
        for (int worker = 0; worker < workers; worker++) {
            assertEquals(naive.held(worker), index.held(worker));
        }
    }
}
