package io.aifactory.scheduler.testing;

import io.aifactory.tokenization.BytePairTrainer;
import io.aifactory.tokenization.Tokenizer;
import io.aifactory.tokenization.TokenizerJson;
import java.util.List;

/** What the fake worker speaks: one token per byte, and the letter that follows from the seed. */
public final class Letters {
    public static final String END = "<|endoftext|>";
    public static final int VOCABULARY = 257;

    private static final Tokenizer TOKENIZER =
            new BytePairTrainer(VOCABULARY, 1, List.of(END)).train(size -> {});

    private Letters() {}

    public static byte[] tokenizerJson() {
        return TokenizerJson.write(TOKENIZER);
    }

    public static int[] encode(String text) {
        return TOKENIZER.encode(text);
    }

    public static String decode(int token) {
        return TOKENIZER.decode(new int[] {token});
    }

    /** The token at this place of the generated text. */
    public static int token(long seed, int place) {
        char letter = (char) ('a' + Math.floorMod(seed + place, 26L));
        return TOKENIZER.encode(String.valueOf(letter))[0];
    }

    /** The text of that many tokens. */
    public static String text(long seed, int tokens) {
        StringBuilder text = new StringBuilder();
        for (int place = 0; place < tokens; place++) {
            text.append(decode(token(seed, place)));
        }
        return text.toString();
    }
}
