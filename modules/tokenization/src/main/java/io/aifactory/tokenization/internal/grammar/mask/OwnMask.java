package io.aifactory.tokenization.internal.grammar.mask;

/**
 * What one automaton state allows without looking below its rule.
 *
 * @param mask bits of the tokens that stay inside the rule; empty if {@code ids} is used instead
 * @param ids the same tokens as a list, where they are few
 * @param ends trie nodes at which the rule may end and below which there are more tokens
 * @param reach frames below which the answer would be another one, for lack of room
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record OwnMask(long[] mask, int[] ids, int[] ends, int reach) implements MaskCache.Sized {
    private static final int OVERHEAD = 96;

    static OwnMask of(long[] mask, int[] ends, int reach) {
        int count = 0;
        for (long word : mask) {
            count += Long.bitCount(word);
        }
        if (count > mask.length) {
            return new OwnMask(mask, new int[0], ends, reach);
        }
        int[] ids = new int[count];
        int filled = 0;
        for (int w = 0; w < mask.length; w++) {
            for (long word = mask[w]; word != 0; word &= word - 1) {
                ids[filled++] = (w << 6) + Long.numberOfTrailingZeros(word);
            }
        }
        return new OwnMask(new long[0], ids, ends, reach);
    }

    void orInto(long[] target) {
        for (int w = 0; w < mask.length; w++) {
            target[w] |= mask[w];
        }
        for (int id : ids) {
            target[id >> 6] |= 1L << id;
        }
    }

    @Override
    public long bytes() {
        return OVERHEAD + 8L * mask.length + 4L * ids.length + 4L * ends.length;
    }
}
