package io.aifactory.contracts.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BlockHashTest {
    private static final BlockHash ROOT = BlockHash.root("", "");
    private static final int[] TOKENS = {5, 6, 7, 8, 9, 10, 11};

    @Test
    void onlyFullBlocksHaveNames() {
        assertEquals(2, BlockHash.chain(ROOT, TOKENS, 7, 3).size());
        assertEquals(1, BlockHash.chain(ROOT, TOKENS, 5, 3).size());
        assertEquals(List.of(), BlockHash.chain(ROOT, TOKENS, 2, 3));
    }

    @Test
    void promptsThatBeginAlikeShareTheNamesOfTheirBeginning() {
        int[] other = {5, 6, 7, 8, 9, 99};

        List<BlockHash> one = BlockHash.chain(ROOT, TOKENS, 6, 3);
        List<BlockHash> two = BlockHash.chain(ROOT, other, 6, 3);

        assertEquals(one.get(0), two.get(0));
        assertNotEquals(one.get(1), two.get(1));
    }

    @Test
    void equalTokensBehindAnotherBeginningHaveAnotherName() {
        int[] repeated = {1, 2, 1, 2};

        List<BlockHash> chain = BlockHash.chain(ROOT, repeated, 4, 2);

        assertNotEquals(chain.get(0), chain.get(1));
    }

    @Test
    void tenantsAndAdaptersDoNotShare() {
        assertEquals(
                5,
                Set.of(
                                ROOT,
                                BlockHash.root("", "a"),
                                BlockHash.root("a", ""),
                                BlockHash.root("a", "a"),
                                BlockHash.root("aa", ""))
                        .size());
    }

    @Test
    void namesAreTheSameInEveryProcess() {
        assertEquals(new BlockHash(0xDF3F619804A92FDBL, 0x4057192DC43DD748L), ROOT);
        assertEquals(
                List.of(new BlockHash(0xAE8563D47C7D80BEL, 0x0CB45E9DDD31C5E7L)),
                BlockHash.chain(ROOT, TOKENS, 3, 3));
    }
}
