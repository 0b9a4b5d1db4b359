package io.aifactory.tokenization.internal.model;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntPredicate;

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
    private final IntPredicate unused;
    private final Map<Integer, int[]> partsOfUnused = new HashMap<>();

    private Merger(MergeTable table, int[] symbols, IntPredicate unused) {
        int n = symbols.length;
        this.table = table;
        this.unused = unused;
        this.symbols = symbols;
        this.previous = new int[n];
        this.next = new int[n];
        this.queue = new LongHeap(n);
        for (int i = 0; i < n; i++) {
            previous[i] = i - 1;
            next[i] = i + 1 < n ? i + 1 : -1;
        }
    }

    /**
     * Joins as far as the table allows; the array is used up.
     *
     * @param unused ids that are only steps on the way: taken apart again at the end
     */
    static int[] merge(MergeTable table, int[] symbols, IntPredicate unused) {
        return symbols.length < 2 ? symbols : new Merger(table, symbols, unused).run();
    }

    private int[] run() {
        for (int i = 0; i + 1 < symbols.length; i++) {
            enqueue(i);
        }
        int left = symbols.length;
        while (!queue.isEmpty()) {
            long entry = queue.removeFirst();
            int position = (int) entry;
            if (symbols[position] != REMOVED && next[position] >= 0) {
                int rule = table.rule(symbols[position], symbols[next[position]]);
                if (rule >= 0 && table.stillHolds((int) (entry >>> 32), rule)) {
                    join(position, table.result(rule));
                    left--;
                }
            }
        }
        int[] result = new int[left];
        int count = 0;
        for (int i = 0; i >= 0; i = next[i]) {
            result[count++] = symbols[i];
        }
        return partsOfUnused.isEmpty() ? result : withoutUnused(result);
    }

    private int[] withoutUnused(int[] ids) {
        IntBuffer out = new IntBuffer(ids.length * 2);
        Deque<Integer> open = new ArrayDeque<>();
        for (int id : ids) {
            open.push(id);
            while (!open.isEmpty()) {
                int top = open.pop();
                int[] parts = partsOfUnused.get(top);
                if (parts == null) {
                    out.add(top);
                } else {
                    open.push(parts[1]);
                    open.push(parts[0]);
                }
            }
        }
        return out.toArray();
    }

    private void join(int position, int joined) {
        int removed = next[position];
        if (unused.test(joined)) {
            partsOfUnused.put(joined, new int[] {symbols[position], symbols[removed]});
        }
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
        int rule = table.rule(symbols[position], symbols[next[position]]);
        if (rule >= 0) {
            queue.add((long) table.rank(rule) << 32 | position);
        }
    }
}
