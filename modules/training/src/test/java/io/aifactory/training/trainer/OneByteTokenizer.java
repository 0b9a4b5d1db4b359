package io.aifactory.training.trainer;

import io.aifactory.tokenization.ChatPrompt;
import io.aifactory.tokenization.StreamingDecoder;
import io.aifactory.tokenization.Tokenizer;
import io.aifactory.training.support.SmallDataset;
import java.util.Arrays;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/** Id 33 is "a", 34 is "b" and so on; id 0 ends documents. */
final class OneByteTokenizer implements Tokenizer {
    private static final int SHIFT = 'a' - 33;

    @Override
    public int vocabularySize() {
        return SmallDataset.VOCABULARY;
    }

    @Override
    public int[] encode(String text) {
        return text.chars().map(c -> c - SHIFT).toArray();
    }

    @Override
    public int[] encodeWithSpecialTokens(String text) {
        return encode(text);
    }

    @Override
    public int[] encode(ChatPrompt prompt) {
        return encode(prompt.text());
    }

    @Override
    public String decode(int[] ids) {
        return Arrays.stream(ids)
                .filter(id -> id != SmallDataset.END_OF_TEXT)
                .mapToObj(id -> Character.toString(id + SHIFT))
                .collect(Collectors.joining());
    }

    @Override
    public StreamingDecoder newStreamingDecoder() {
        throw new UnsupportedOperationException();
    }

    @Override
    public OptionalInt tokenId(String addedToken) {
        return OptionalInt.of(SmallDataset.END_OF_TEXT);
    }

    @Override
    public int byteLength(int id) {
        return id == SmallDataset.END_OF_TEXT ? 0 : 1;
    }

    @Override
    public byte[] tokenBytes(int id) {
        return id == SmallDataset.END_OF_TEXT ? new byte[0] : new byte[] {(byte) (id + SHIFT)};
    }
}
