package io.aifactory.languagemodel.torch;

import io.aifactory.languagemodel.embedding.EmbedderConfig;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Inputs in the order and the numbers that {@code encoder/encoder.py} wants: those of equal length
 * beside each other, so that attention needs no padding. A pure function of the inputs.
 *
 * @param order index of each input as processed
 * @param integers for method {@code embed}
 */
@SuppressWarnings("ArrayRecordComponent") // handed to a native call at once
record EmbeddingPlan(List<Integer> order, long[] integers) {
    /**
     * @throws IllegalArgumentException if there is no input, or one is empty, too long or holds an
     *     id that is not in the vocabulary
     */
    static EmbeddingPlan of(EmbedderConfig config, List<int[]> inputs) {
        if (inputs.isEmpty()) {
            throw new IllegalArgumentException("there are no inputs");
        }
        for (int i = 0; i < inputs.size(); i++) {
            check(config, i, inputs.get(i));
        }
        List<Integer> order =
                IntStream.range(0, inputs.size())
                        .boxed()
                        .sorted(Comparator.comparingInt(i -> inputs.get(i).length))
                        .toList();
        int[] lengths = order.stream().mapToInt(i -> inputs.get(i).length).toArray();
        LongStream.Builder groups = LongStream.builder();
        int count = 0;
        for (int first = 0; first < lengths.length; count++) {
            int end = first;
            while (end < lengths.length && lengths[end] == lengths[first]) {
                end++;
            }
            groups.add(end - first).add(lengths[first]);
            first = end;
        }
        LongStream ids = order.stream().map(inputs::get).flatMapToLong(EmbeddingPlan::widened);
        return new EmbeddingPlan(
                order,
                LongStream.concat(LongStream.of(count), LongStream.concat(groups.build(), ids))
                        .toArray());
    }

    private static LongStream widened(int[] ids) {
        return IntStream.of(ids).asLongStream();
    }

    private static void check(EmbedderConfig config, int index, int[] input) {
        if (input.length < 1 || input.length > config.inputTokens()) {
            throw new IllegalArgumentException(
                    "input %d has %d tokens; the model takes 1 to %d"
                            .formatted(index, input.length, config.inputTokens()));
        }
        for (int token : input) {
            if (token < 0 || token >= config.vocabulary()) {
                throw new IllegalArgumentException(
                        "input %d has token %d, which is not in the vocabulary"
                                .formatted(index, token));
            }
        }
    }
}
