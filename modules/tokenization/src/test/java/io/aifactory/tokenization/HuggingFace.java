package io.aifactory.tokenization;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Map;

/** The oracle: the Hugging Face library, reading the same {@code tokenizer.json}. */
final class HuggingFace implements AutoCloseable {
    private final HuggingFaceTokenizer tokenizer;

    HuggingFace(byte[] tokenizerJson) {
        try {
            tokenizer =
                    HuggingFaceTokenizer.newInstance(
                            new ByteArrayInputStream(tokenizerJson),
                            Map.of("addSpecialTokens", "false", "truncation", "false"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Special tokens written in the text are recognised, as by {@code encodeWithSpecialTokens}. */
    int[] encode(String text) {
        return ints(tokenizer.encode(text, false, false).getIds());
    }

    /** With what goes around a text. */
    int[] encodeFramed(String text) {
        return ints(tokenizer.encode(text, true, false).getIds());
    }

    /** With what goes around two texts. */
    int[] encodeFramed(String first, String second) {
        return ints(tokenizer.encode(first, second, true, false).getIds());
    }

    /** The segment of each token of two texts. */
    int[] typeIds(String first, String second) {
        return ints(tokenizer.encode(first, second, true, false).getTypeIds());
    }

    private static int[] ints(long[] values) {
        return Arrays.stream(values).mapToInt(Math::toIntExact).toArray();
    }

    String decode(int[] ids) {
        return tokenizer.decode(Arrays.stream(ids).asLongStream().toArray(), true);
    }

    @Override
    public void close() {
        tokenizer.close();
    }
}
