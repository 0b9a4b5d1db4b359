package io.aifactory.tokenization.internal.model;

/**
 * Rules: two ids, what they become, and a rank; the lowest rank is joined first, of equal ranks the
 * leftmost pair. Grows while it is built, then is only read.
 */
public final class Merges {
    private final IntBuffer left = new IntBuffer(1_024);
    private final IntBuffer right = new IntBuffer(1_024);
    private final IntBuffer result = new IntBuffer(1_024);
    private final IntBuffer rank = new IntBuffer(1_024);
    private boolean shared;

    /** Appends a rule whose rank is its index. */
    public void add(int leftId, int rightId, int resultId) {
        add(leftId, rightId, resultId, size());
    }

    /**
     * Appends a rule of a given rank. Rules of equal rank must be those whose pieces have equal
     * scores, as in SentencePiece; then every way to make a piece has the same rank.
     */
    public void add(int leftId, int rightId, int resultId, int rankOfRule) {
        shared |= rankOfRule != size();
        left.add(leftId);
        right.add(rightId);
        result.add(resultId);
        rank.add(rankOfRule);
    }

    public int rank(int rule) {
        return rank.get(rule);
    }

    /** Whether ranks are not simply the indexes of the rules. */
    public boolean sharesRanks() {
        return shared;
    }

    public int size() {
        return result.size();
    }

    public int left(int rule) {
        return left.get(rule);
    }

    public int right(int rule) {
        return right.get(rule);
    }

    public int result(int rule) {
        return result.get(rule);
    }
}
