package io.aifactory.tokenization.internal.bpe;

/**
 * Joins the symbols of one word: always the pair of lowest rank, of those the leftmost. Same result
 * as {@code Word::merge_all} of the Hugging Face library, including its test for outdated entries,
 * which compares the resulting id and not the pair.
 */
final class Merger {
    private static final int REMOVED = -1;

    private final MergeTable table;
    private final int[] symbols;
    private final int[] previous;
    private final int[] next;
    private final LongHeap queue;

    private Merger(MergeTable table, int[] symbols) {
        int n = symbols.length;
        this.table = table;
        this.symbols = symbols;
        this.previous = new int[n];
        this.next = new int[n];
        this.queue = new LongHeap(n);
        for (int i = 0; i < n; i++) {
            previous[i] = i - 1;
            next[i] = i + 1 < n ? i + 1 : -1;
        }
    }

    /** Joins as far as the table allows; the array is used up. */
    static int[] merge(MergeTable table, int[] symbols) {
        return symbols.length < 2 ? symbols : new Merger(table, symbols).run();
    }

    private int[] run() {
        for (int i = 0; i + 1 < symbols.length; i++) {
            enqueue(i);
        }
        int left = symbols.length;
        while (!queue.isEmpty()) {
            long entry = queue.removeFirst();
            int position = (int) entry;
            int joined = table.result((int) (entry >>> 32));
            if (symbols[position] != REMOVED && next[position] >= 0) {
                int rank = table.rank(symbols[position], symbols[next[position]]);
                if (rank >= 0 && table.result(rank) == joined) {
                    join(position, joined);
                    left--;
                }
            }
        }
        int[] result = new int[left];
        int count = 0;
        for (int i = 0; i >= 0; i = next[i]) {
            result[count++] = symbols[i];
        }
        return result;
    }

    private void join(int position, int joined) {
        int removed = next[position];
        symbols[position] = joined;
        symbols[removed] = REMOVED;
        next[position] = next[removed];
        if (next[position] >= 0) {
            previous[next[position]] = position;
            enqueue(position);
        }
        if (previous[position] >= 0) {
            enqueue(previous[position]);
        }
    }

    private void enqueue(int position) {
        int rank = table.rank(symbols[position], symbols[next[position]]);
        if (rank >= 0) {
            queue.add((long) rank << 32 | position);
        }
    }
}
