package io.aifactory.languagemodel.torch;

import io.aifactory.languagemodel.ModelConfig;
import io.aifactory.languagemodel.inference.StepItem;
import io.aifactory.languagemodel.inference.TokenScores;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * A text of one sequence as one chunk of a step, every row of which is asked for, as method {@code
 * scored} of {@code decoder/inference.py} wants it. A pure function of its arguments.
 */
final class ScoredRows {
    private ScoredRows() {}

    /**
     * @param next the token after each of the item's
     * @throws IllegalArgumentException if they are not as many, or one is not in the vocabulary
     */
    static long[] integers(ModelConfig config, int slotTokens, StepItem item, int[] next) {
        int[] tokens = item.tokens();
        check(config, tokens, next);
        int count = tokens.length;
        long place = (long) item.slot() * slotTokens;
        AdapterRows adapted = AdapterRows.of(List.of(item), 0);
        DraftedRows none = DraftedRows.of(List.of(), 0);
        return flat(
                LongStream.of(
                        config.layers(),
                        config.heads(),
                        config.keyValueHeads(),
                        slotTokens,
                        count,
                        0,
                        0,
                        -1,
                        1,
                        count),
                adapted.counts(),
                none.counts(),
                longs(tokens),
                LongStream.range(item.position(), item.position() + count),
                LongStream.range(place + item.position(), place + item.position() + count),
                LongStream.of(0, count, place),
                LongStream.range(0, count),
                adapted.numbers(),
                longs(next));
    }

    private static void check(ModelConfig config, int[] tokens, int[] next) {
        if (next.length != tokens.length) {
            throw new IllegalArgumentException(
                    "%d tokens follow %d".formatted(next.length, tokens.length));
        }
        for (int token : next) {
            if (token < 0 || token >= config.vocabulary()) {
                throw new IllegalArgumentException("token " + token + " is not in the vocabulary");
            }
        }
    }

    /** What method {@code scored} returns. */
    static TokenScores scores(double[] numbers) {
        int count = numbers.length / 2;
        return new TokenScores(
                Arrays.copyOf(numbers, count),
                IntStream.range(count, numbers.length).map(i -> (int) numbers[i]).toArray());
    }

    private static LongStream longs(int[] values) {
        return Arrays.stream(values).asLongStream();
    }

    private static long[] flat(LongStream... parts) {
        return Arrays.stream(parts).flatMapToLong(part -> part).toArray();
    }
}
