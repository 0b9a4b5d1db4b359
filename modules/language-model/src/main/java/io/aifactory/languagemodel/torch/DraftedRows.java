package io.aifactory.languagemodel.torch;

import io.aifactory.languagemodel.inference.StepItem;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * The rows of decoded tokens with drafts, as {@code decoder/inference.py} wants them: all sequences
 * attend in one call, the shorter ones filled up with their last row. A pure function.
 *
 * @param slots of the sequences
 * @param each rows of a sequence, those of the longest
 * @param longest keys that the last row of any sequence sees
 * @param firstSlot the first of the slots if they follow each other, else -1
 * @param filled row of the step of each of the filled-up rows
 * @param kept which of the filled-up rows count; empty where all do
 */
record DraftedRows(
        List<Integer> slots,
        int each,
        int longest,
        int firstSlot,
        List<Integer> filled,
        List<Integer> kept) {
    /**
     * @param items by slot
     * @param first row of the first of them
     */
    static DraftedRows of(List<StepItem> items, int first) {
        int each = items.stream().mapToInt(item -> item.tokens().length).max().orElse(0);
        List<Integer> filled = new ArrayList<>();
        List<Integer> kept = new ArrayList<>();
        int row = first;
        for (StepItem item : items) {
            int count = item.tokens().length;
            for (int i = 0; i < each; i++) {
                if (i < count) {
                    kept.add(filled.size());
                }
                filled.add(row + Math.min(i, count - 1));
            }
            row += count;
        }
        return new DraftedRows(
                items.stream().map(StepItem::slot).toList(),
                each,
                items.stream()
                        .mapToInt(item -> item.position() + item.tokens().length)
                        .max()
                        .orElse(0),
                StepPlan.consecutive(items) ? items.getFirst().slot() : -1,
                filled,
                kept.size() == filled.size() ? List.of() : kept);
    }

    /** Rows of the step. */
    int rows() {
        return kept.isEmpty() ? filled.size() : kept.size();
    }

    /** How many sequences, rows of each, keys, first slot, and kept rows. */
    LongStream counts() {
        return LongStream.of(slots.size(), each, longest, firstSlot, kept.size());
    }

    /** How many numbers follow the counts. */
    int size() {
        return slots.size() + filled.size() + kept.size();
    }

    LongStream numbers() {
        return IntStream.concat(IntStream.concat(ints(slots), ints(filled)), ints(kept))
                .asLongStream();
    }

    private static IntStream ints(List<Integer> values) {
        return values.stream().mapToInt(Integer::intValue);
    }
}
