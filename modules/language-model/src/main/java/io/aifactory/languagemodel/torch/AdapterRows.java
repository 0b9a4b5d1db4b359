package io.aifactory.languagemodel.torch;

import io.aifactory.languagemodel.inference.StepItem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;

/**
 * Which rows of a step are computed with which adapter, as {@code decoder/adapted.py} wants it.
 * Rows that follow each other with one adapter are a run: prefill chunks, and decoding sequences
 * that all have the same one. Other decoding rows are grouped by adapter. A pure function.
 *
 * @param each rows of a group, those of the largest
 * @param grouped rows of the groups, the shorter ones filled up
 * @param adapters of the groups, ascending
 * @param kept which of the grouped rows count
 * @param changed the rows that these are, ascending
 * @param runs first row, rows and adapter of each
 */
record AdapterRows(
        int each,
        List<Integer> grouped,
        List<Integer> adapters,
        List<Integer> kept,
        List<Integer> changed,
        List<Integer> runs) {
    /**
     * @param items in the order of the step
     * @param decoding how many of them, from the first, have one row
     */
    static AdapterRows of(List<StepItem> items, int decoding) {
        Map<Integer, List<Integer>> groups = new TreeMap<>();
        for (int row = 0; row < decoding; row++) {
            if (items.get(row).adapter() != StepItem.BASE) {
                groups.computeIfAbsent(items.get(row).adapter(), _ -> new ArrayList<>()).add(row);
            }
        }
        List<Integer> runs = new ArrayList<>();
        if (groups.size() == 1) {
            groups.entrySet().removeIf(group -> isRun(group.getValue(), group.getKey(), runs));
        }
        int row = decoding;
        for (StepItem chunk : items.subList(decoding, items.size())) {
            int rows = chunk.tokens().length;
            if (chunk.adapter() != StepItem.BASE) {
                runs.addAll(List.of(row, rows, chunk.adapter()));
            }
            row += rows;
        }
        int each = groups.values().stream().mapToInt(List::size).max().orElse(0);
        List<Integer> grouped = new ArrayList<>();
        Map<Integer, Integer> placed = new TreeMap<>();
        for (List<Integer> rows : groups.values()) {
            for (int i = 0; i < each; i++) {
                if (i < rows.size()) {
                    placed.put(rows.get(i), grouped.size());
                }
                grouped.add(rows.get(Math.min(i, rows.size() - 1)));
            }
        }
        return new AdapterRows(
                each,
                grouped,
                List.copyOf(groups.keySet()),
                List.copyOf(placed.values()),
                List.copyOf(placed.keySet()),
                runs);
    }

    private static boolean isRun(List<Integer> rows, int adapter, List<Integer> runs) {
        boolean run = followEachOther(rows);
        if (run) {
            runs.addAll(List.of(rows.getFirst(), rows.size(), adapter));
        }
        return run;
    }

    private static boolean followEachOther(List<Integer> rows) {
        return !rows.isEmpty() && rows.getLast() - rows.getFirst() == rows.size() - 1;
    }

    /**
     * How many groups, rows of each, rows in groups that count, the first of these if they follow
     * each other else -1, and runs.
     */
    LongStream counts() {
        return LongStream.of(
                adapters.size(),
                each,
                kept.size(),
                followEachOther(changed) ? changed.getFirst() : -1,
                runs.size() / 3);
    }

    /** What follows the counts. */
    LongStream numbers() {
        return List.of(grouped, adapters, kept, changed, runs).stream()
                .flatMap(List::stream)
                .mapToLong(Integer::longValue);
    }

    /** Length of {@link #numbers}. */
    int size() {
        return grouped.size() + adapters.size() + kept.size() + changed.size() + runs.size();
    }
}
