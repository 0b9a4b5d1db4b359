package io.aifactory.tokenization.internal.grammar.mask;

/** The mask of whole stacks; not changed once it is made. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record FullMask(long[] mask) implements MaskCache.Sized {
    private static final int OVERHEAD = 256;

    @Override
    public long bytes() {
        return OVERHEAD + 8L * mask.length;
    }
}
