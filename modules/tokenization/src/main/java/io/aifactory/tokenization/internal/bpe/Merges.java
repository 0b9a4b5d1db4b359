package io.aifactory.tokenization.internal.bpe;

/**
 * Rules in order of rank: two ids and what they become. Grows while it is built, then is only read.
 */
public final class Merges {
    private final IntBuffer left = new IntBuffer(1_024);
    private final IntBuffer right = new IntBuffer(1_024);
    private final IntBuffer result = new IntBuffer(1_024);

    /** Appends the rule of the next rank. */
    public void add(int leftId, int rightId, int resultId) {
        left.add(leftId);
        right.add(rightId);
        result.add(resultId);
    }

    public int size() {
        return result.size();
    }

    public int left(int rank) {
        return left.get(rank);
    }

    public int right(int rank) {
        return right.get(rank);
    }

    public int result(int rank) {
        return result.get(rank);
    }
}
