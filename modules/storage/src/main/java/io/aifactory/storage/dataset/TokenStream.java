package io.aifactory.storage.dataset;

/** Token ids of a split, all shards one after the other, by position. */
public interface TokenStream {
    /** Number of tokens. */
    long size();

    /**
     * Copies {@code length} tokens from {@code position} on.
     *
     * @throws IndexOutOfBoundsException if the range is not inside the stream
     */
    int[] read(long position, int length);

    /** A stream over an array, which is not copied. */
    static TokenStream of(int... tokens) {
        return new TokenStream() {
            @Override
            public long size() {
                return tokens.length;
            }

            @Override
            public int[] read(long position, int length) {
                int[] window = new int[length];
                System.arraycopy(tokens, Math.toIntExact(position), window, 0, length);
                return window;
            }
        };
    }
}
