package io.aifactory.tokenization.internal.training;

/** A distinct pre-token: its symbols as joined so far, and how often it occurs. */
final class Word {
    /** Receives each change of neighbourhood: a pair appears (+1) or disappears (-1). */
    @FunctionalInterface
    interface Changes {
        void change(int left, int right, int sign);
    }

    private final int[] symbols;
    private int length;
    private final long count;

    Word(int[] symbols, long count) {
        this.symbols = symbols;
        this.length = symbols.length;
        this.count = count;
    }

    long count() {
        return count;
    }

    int length() {
        return length;
    }

    int symbol(int index) {
        return symbols[index];
    }

    /** Joins every occurrence of a pair, from left to right. */
    void join(int left, int right, int joined, Changes changes) {
        int write = 0;
        for (int read = 0; read < length; read++) {
            boolean match =
                    symbols[read] == left && read + 1 < length && symbols[read + 1] == right;
            if (match) {
                if (write > 0) {
                    changes.change(symbols[write - 1], left, -1);
                    changes.change(symbols[write - 1], joined, 1);
                }
                if (read + 2 < length) {
                    changes.change(right, symbols[read + 2], -1);
                    changes.change(joined, symbols[read + 2], 1);
                }
                symbols[write++] = joined;
                read++;
            } else {
                symbols[write++] = symbols[read];
            }
        }
        length = write;
    }
}
