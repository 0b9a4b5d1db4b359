package io.aifactory.languagemodel.torch;

import io.aifactory.languagemodel.ModelConfig;
import io.aifactory.languagemodel.inference.SampledToken;
import io.aifactory.languagemodel.inference.StepItem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A batch in the order and the numbers that {@code decoder/inference.py} wants: decoding sequences
 * first, then those with drafts, then prefill chunks, each by slot. A pure function of the batch.
 *
 * @param order index into the batch of each item as processed
 * @param asked index into the batch of the item of each result, in the order of the results
 * @param integers for method {@code run}
 */
@SuppressWarnings("ArrayRecordComponent") // handed to a native call at once
record StepPlan(List<Integer> order, List<Integer> asked, long[] integers) {
    /**
     * @param adapters how many are loaded
     * @param everyItem whether every item has one result, that of its last token, or those that it
     *     asks for
     * @throws IllegalArgumentException if a slot, position, token or adapter is out of range
     */
    static StepPlan of(
            ModelConfig config,
            int slots,
            int slotTokens,
            int adapters,
            List<StepItem> batch,
            boolean everyItem) {
        return of(config, slots, slotTokens, adapters, batch, everyItem, new BitSet());
    }

    /**
     * @param newest slots of which the device has the newest token
     * @throws IllegalArgumentException if a slot, position, token or adapter is out of range
     */
    static StepPlan of(
            ModelConfig config,
            int slots,
            int slotTokens,
            int adapters,
            List<StepItem> batch,
            boolean everyItem,
            BitSet newest) {
        check(config, slots, slotTokens, adapters, batch, newest);
        List<Integer> order =
                IntStream.range(0, batch.size())
                        .boxed()
                        .sorted(
                                Comparator.comparingInt((Integer i) -> kind(batch.get(i)))
                                        .thenComparingInt(i -> batch.get(i).slot()))
                        .toList();
        List<StepItem> items = order.stream().map(batch::get).toList();
        List<StepItem> decoding = items.stream().filter(StepPlan::decodes).toList();
        List<StepItem> drafted = items.stream().filter(StepItem::drafted).toList();
        List<StepItem> chunks = items.subList(decoding.size() + drafted.size(), items.size());
        List<Integer> asked =
                order.stream()
                        .flatMap(i ->
                                Collections.nCopies(results(batch.get(i), everyItem), i).stream())
                        .toList();
        int tokens = items.stream().mapToInt(item -> item.tokens().length).sum();
        AdapterRows adapted = AdapterRows.of(items, decoding.size());
        DraftedRows rows = DraftedRows.of(drafted, decoding.size());
        Numbers numbers =
                new Numbers(
                        20
                                + 3 * tokens
                                + 2 * decoding.size()
                                + 3 * chunks.size()
                                + asked.size()
                                + rows.size()
                                + adapted.size());
        numbers.add(config.layers()).add(config.heads()).add(config.keyValueHeads());
        numbers.add(slotTokens).add(tokens).add(decoding.size());
        numbers.add(decoding.stream().mapToInt(item -> item.position() + 1).max().orElse(0));
        numbers.add(consecutive(decoding) ? decoding.getFirst().slot() : -1);
        numbers.add(chunks.size()).add(asked.size());
        adapted.counts().forEach(numbers::add);
        rows.counts().forEach(numbers::add);
        for (StepItem item : items) {
            for (int token : item.tokens()) {
                numbers.add(token);
            }
        }
        for (StepItem item : items) {
            numbers.addRange(item.position(), item.tokens().length);
        }
        for (StepItem item : items) {
            numbers.addRange(place(item, slotTokens), item.tokens().length);
        }
        decoding.forEach(item -> numbers.add(item.slot()));
        decoding.forEach(item -> numbers.add(item.position() + 1));
        int row = decoding.size() + rows.rows();
        for (StepItem chunk : chunks) {
            numbers.add(row).add(chunk.tokens().length);
            numbers.add((long) chunk.slot() * slotTokens);
            row += chunk.tokens().length;
        }
        addLastRows(numbers, batch, order, everyItem);
        rows.numbers().forEach(numbers::add);
        adapted.numbers().forEach(numbers::add);
        return new StepPlan(order, asked, numbers.values);
    }

    private static void addLastRows(
            Numbers numbers, List<StepItem> batch, List<Integer> order, boolean everyItem) {
        int end = 0;
        for (int index : order) {
            end += batch.get(index).tokens().length;
            int results = results(batch.get(index), everyItem);
            numbers.addRange(end - results, results);
        }
    }

    /** How the tokens of the results are chosen. */
    SamplingPlan sampling(ModelConfig config, List<StepItem> batch) {
        return new SamplingPlan(
                order.stream().flatMap(index -> batch.get(index).samplings().stream()).toList(),
                config.vocabulary());
    }

    /** The results, as they came, by the items of the batch. */
    List<List<SampledToken>> byItem(List<SampledToken> results) {
        List<List<SampledToken>> lists = new ArrayList<>(order.size());
        for (int i = 0; i < order.size(); i++) {
            lists.add(new ArrayList<>());
        }
        for (int i = 0; i < results.size(); i++) {
            lists.get(asked.get(i)).add(results.get(i));
        }
        return lists;
    }

    /** Slots that get one token, which is the newest of their sequence then. */
    static BitSet given(List<StepItem> batch) {
        BitSet slots = new BitSet();
        batch.stream()
                .filter(item -> item.samplings().size() == 1)
                .forEach(item -> slots.set(item.slot()));
        return slots;
    }

    /** The integers of method {@code step}. */
    long[] with(SamplingPlan sampling) {
        long[] more = sampling.integers();
        long[] all = Arrays.copyOf(integers, integers.length + more.length);
        System.arraycopy(more, 0, all, integers.length, more.length);
        return all;
    }

    private static boolean decodes(StepItem item) {
        return item.tokens().length == 1;
    }

    /** Its place in the order: decoding, with drafts, a chunk. */
    private static int kind(StepItem item) {
        if (decodes(item)) {
            return 0;
        }
        return item.drafted() ? 1 : 2;
    }

    private static int results(StepItem item, boolean everyItem) {
        return everyItem ? 1 : item.samplings().size();
    }

    /** Whether items in the order of their slots leave none out. */
    static boolean consecutive(List<StepItem> items) {
        return !items.isEmpty()
                && items.getLast().slot() - items.getFirst().slot() == items.size() - 1;
    }

    private static long place(StepItem item, int slotTokens) {
        return (long) item.slot() * slotTokens + item.position();
    }

    /**
     * @throws IllegalArgumentException if a slot, position, token or adapter is out of range
     */
    static void check(
            ModelConfig config,
            int slots,
            int slotTokens,
            int adapters,
            List<StepItem> batch,
            BitSet newest) {
        if (batch.isEmpty()) {
            throw new IllegalArgumentException("the batch is empty");
        }
        BitSet used = new BitSet(slots);
        for (StepItem item : batch) {
            if (item.adapter() < StepItem.BASE || item.adapter() >= adapters) {
                throw new IllegalArgumentException(
                        "adapter %d of %d".formatted(item.adapter(), adapters));
            }
            problem(config, slots, slotTokens, item, used, newest)
                    .ifPresent(problem -> {
                        throw new IllegalArgumentException(problem);
                    });
            used.set(item.slot());
        }
    }

    private static Optional<String> problem(
            ModelConfig config,
            int slots,
            int slotTokens,
            StepItem item,
            BitSet used,
            BitSet newest) {
        if (item.slot() < 0 || item.slot() >= slots) {
            return Optional.of("slot " + item.slot() + " is not in [0, " + slots + ")");
        }
        if (used.get(item.slot())) {
            return Optional.of("slot " + item.slot() + " is in the batch twice");
        }
        int count = item.tokens().length;
        if (count == 0 || item.position() < 0 || item.position() > slotTokens - count) {
            return Optional.of(
                    "%d tokens at position %d do not fit a slot of %d"
                            .formatted(count, item.position(), slotTokens));
        }
        if (item.continues()) {
            return newest.get(item.slot())
                    ? Optional.empty()
                    : Optional.of("the device has no newest token of slot " + item.slot());
        }
        for (int token : item.tokens()) {
            if (token < 0 || token >= config.vocabulary()) {
                return Optional.of("token " + token + " is not in the vocabulary");
            }
        }
        return Optional.empty();
    }

    /** Fills an array from the front. */
    private static final class Numbers {
        private final long[] values;
        private int size;

        Numbers(int capacity) {
            values = new long[capacity];
        }

        Numbers add(long value) {
            values[size++] = value;
            return this;
        }

        void addRange(long first, int count) {
            for (int i = 0; i < count; i++) {
                add(first + i);
            }
        }
    }
}
