package io.aifactory.languagemodel.torch;

import io.aifactory.languagemodel.inference.LogitChanges;
import io.aifactory.languagemodel.inference.SampledToken;
import io.aifactory.languagemodel.inference.Sampling;
import io.aifactory.languagemodel.inference.TokenLogprobs;
import io.aifactory.languagemodel.inference.TokenLogprobs.Alternative;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * The numbers of {@code decoder/sampling.py} for the rows of a step, and its results read back. A
 * pure function of the rows. What no row asks for is not sent, and the graph does not do it.
 *
 * @param rows how each row's token is chosen
 * @param vocabulary ids are below it
 */
record SamplingPlan(List<Sampling> rows, int vocabulary) {
    private static final int EXTENDED = 4;

    SamplingPlan {
        rows = List.copyOf(rows);
        rows.forEach(row -> check(row.changes(), vocabulary));
    }

    /** Top-k of each row, then the extension if any row has one, then the kind of choice. */
    long[] integers() {
        LongStream.Builder before = LongStream.builder();
        LongStream.Builder after = LongStream.builder();
        rows.forEach(row -> before.add(row.topK()));
        long choice = rows.stream().mapToInt(SamplingPlan::choice).max().orElse(0);
        if (extended()) {
            addExtension(before, after);
            choice += EXTENDED;
        }
        return around(before.build().toArray(), after.add(choice).build().toArray());
    }

    /** Masks are most of what is sent, so they are copied as a whole. */
    private long[] around(long[] before, long[] after) {
        List<long[]> masks =
                rows.stream().flatMap(row -> row.changes().allowed().stream()).toList();
        int words = masks.stream().mapToInt(mask -> mask.length).sum();
        long[] all = Arrays.copyOf(before, before.length + words + after.length);
        int filled = before.length;
        for (long[] mask : masks) {
            System.arraycopy(mask, 0, all, filled, mask.length);
            filled += mask.length;
        }
        System.arraycopy(after, 0, all, filled, after.length);
        return all;
    }

    /** Temperatures, top-p, draws and min-p; with an extension also biases and penalties. */
    double[] reals() {
        DoubleStream.Builder numbers = DoubleStream.builder();
        rows.forEach(row -> numbers.add(row.temperature()));
        rows.forEach(row -> numbers.add(row.topP()));
        rows.forEach(row -> numbers.add(row.uniform()));
        rows.forEach(row -> numbers.add(row.minP()));
        if (extended()) {
            for (Sampling row : rows) {
                row.changes().bias().values().forEach(bias -> numbers.add(bias));
            }
            rows.forEach(row -> numbers.add(row.changes().penalties().repetition()));
            rows.forEach(row -> numbers.add(row.changes().penalties().frequency()));
            rows.forEach(row -> numbers.add(row.changes().penalties().presence()));
        }
        return numbers.build().toArray();
    }

    /** The results of the rows from what the graph returned. */
    List<SampledToken> results(double[] numbers) {
        int[] reported = reported();
        int most = alternatives();
        int ids = rows.size() + reported.length;
        int values = ids + reported.length * most;
        List<SampledToken> results = new ArrayList<>(rows.size());
        for (int row = 0, report = 0; row < rows.size(); row++) {
            int token = (int) numbers[row];
            if (rows.get(row).logprobs().isEmpty()) {
                results.add(SampledToken.of(token));
                continue;
            }
            List<Alternative> best = new ArrayList<>();
            int wanted = Math.min(rows.get(row).logprobs().getAsInt(), most);
            for (int i = report * most; i < report * most + wanted; i++) {
                best.add(new Alternative((int) numbers[ids + i], numbers[values + i]));
            }
            double own = numbers[rows.size() + report];
            results.add(new SampledToken(token, Optional.of(new TokenLogprobs(own, best))));
            report++;
        }
        return results;
    }

    private static int choice(Sampling row) {
        if (row.temperature() == 0) {
            return 1;
        }
        return row.filters() ? 3 : 2;
    }

    private boolean extended() {
        return rows.stream().anyMatch(Sampling::extended);
    }

    /**
     * @param numbers gets what comes before the masks
     * @param after gets what follows them
     */
    private void addExtension(LongStream.Builder numbers, LongStream.Builder after) {
        LongStream.Builder counts = LongStream.builder();
        LongStream.Builder forbidden = LongStream.builder();
        long biases = 0;
        long penalised = 0;
        long forbidding = 0;
        for (int row = 0; row < rows.size(); row++) {
            long first = (long) row * vocabulary;
            LogitChanges changes = rows.get(row).changes();
            changes.bias().keySet().forEach(token -> numbers.add(first + token));
            changes.forbidden().forEach(token -> forbidden.add(first + token));
            biases += changes.bias().size();
            forbidding += changes.forbidden().size();
        }
        for (int row = 0; row < rows.size(); row++) {
            LogitChanges changes = rows.get(row).changes();
            for (int i : penalised(changes)) {
                numbers.add((long) row * vocabulary + changes.counts().token(i));
                counts.add(changes.counts().count(i));
                penalised++;
            }
        }
        counts.build().forEach(numbers::add);
        forbidden.build().forEach(numbers::add);
        int[] masked = rowsWhere(row -> row.changes().allowed().isPresent());
        for (int row : masked) {
            numbers.add(row);
        }
        int[] reported = reported();
        for (int row : reported) {
            after.add(row);
        }
        after.add(biases).add(penalised).add(forbidding).add(masked.length);
        after.add(reported.length).add(alternatives());
    }

    private int[] reported() {
        return rowsWhere(row -> row.logprobs().isPresent());
    }

    private int[] rowsWhere(Predicate<Sampling> condition) {
        return IntStream.range(0, rows.size())
                .filter(row -> condition.test(rows.get(row)))
                .toArray();
    }

    /** Alternatives that the graph looks for in each reported row. */
    private int alternatives() {
        int most = rows.stream().mapToInt(row -> row.logprobs().orElse(0)).max().orElse(0);
        return Math.min(most, vocabulary);
    }

    /** Indexes of the counted tokens that the penalties change. */
    private static int[] penalised(LogitChanges changes) {
        if (changes.penalties().none()) {
            return new int[0];
        }
        boolean prompt = changes.penalties().repetition() != 1;
        return IntStream.range(0, changes.counts().size())
                .filter(i -> prompt || changes.counts().count(i) > 0)
                .toArray();
    }

    private static void check(LogitChanges changes, int vocabulary) {
        changes.bias().keySet().forEach(token -> check(token, vocabulary));
        changes.forbidden().forEach(token -> check(token, vocabulary));
        for (int i : penalised(changes)) {
            check(changes.counts().token(i), vocabulary);
        }
        int words = Math.ceilDiv(vocabulary, Long.SIZE);
        if (changes.allowed().isPresent() && changes.allowed().get().length != words) {
            throw new IllegalArgumentException(
                    "a mask has %d words, not %d".formatted(changes.allowed().get().length, words));
        }
        if (!changes.forbidden().isEmpty() || changes.allowed().isPresent()) {
            requireOne(changes, vocabulary);
        }
    }

    private static void check(int token, int vocabulary) {
        if (token < 0 || token >= vocabulary) {
            throw new IllegalArgumentException("token " + token + " is not in the vocabulary");
        }
    }

    private static void requireOne(LogitChanges changes, int vocabulary) {
        long forbidden = changes.forbidden().size();
        long left = vocabulary - forbidden;
        if (changes.allowed().isPresent()) {
            left = 0;
            long[] mask = changes.allowed().get();
            for (int word = 0; word < mask.length && left <= forbidden; word++) {
                left += Long.bitCount(inVocabulary(mask, word, vocabulary));
            }
            for (int token : changes.forbidden()) {
                left -= mask[token >> 6] >>> token & 1;
            }
        }
        if (left <= 0) {
            throw new IllegalArgumentException("no token may come");
        }
    }

    /** A word of a mask without what lies beyond the vocabulary. */
    private static long inVocabulary(long[] mask, int word, int vocabulary) {
        int beyond = Math.max(0, (word + 1) * Long.SIZE - vocabulary);
        return mask[word] << beyond;
    }
}
