package io.aifactory.inference.testing;

import io.aifactory.tokenization.ChatPrompt;
import io.aifactory.tokenization.StreamingDecoder;
import io.aifactory.tokenization.Tokenizer;
import io.aifactory.tokenization.grammar.GrammarCache;
import io.aifactory.tokenization.grammar.GrammarLimits;
import io.aifactory.tokenization.grammar.GrammarVocabulary;
import io.aifactory.tokenization.grammar.TokenBytes;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;
import java.util.Set;

/** One token per UTF-8 byte, and {@link #END}. */
public final class ByteTokenizer implements Tokenizer {
    public static final int END = 256;

    /** Grammars over its ids. */
    public static GrammarCache grammars() {
        return new GrammarCache(
                () -> new GrammarVocabulary(TokenBytes.of(new ByteTokenizer()), Set.of(END)),
                GrammarLimits.DEFAULT,
                1 << 24);
    }

    @Override
    public int vocabularySize() {
        return 257;
    }

    @Override
    public int[] encode(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int[] ids = new int[bytes.length];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = bytes[i] & 0xff;
        }
        return ids;
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
        StringBuilder text = new StringBuilder();
        StreamingDecoder decoder = newStreamingDecoder();
        for (int id : ids) {
            text.append(decoder.accept(id));
        }
        return text.append(decoder.finish()).toString();
    }

    @Override
    public StreamingDecoder newStreamingDecoder() {
        return new StreamingDecoder() {
            private final ByteArrayOutputStream held = new ByteArrayOutputStream();
            private int missing;

            @Override
            public String accept(int id) {
                if (id == END) {
                    return "";
                }
                held.write(id);
                if (missing > 0) {
                    missing--;
                } else if (id >= 0xf0) {
                    missing = 3;
                } else if (id >= 0xe0) {
                    missing = 2;
                } else if (id >= 0xc0) {
                    missing = 1;
                }
                return missing > 0 ? "" : take();
            }

            @Override
            public String finish() {
                missing = 0;
                return take();
            }

            private String take() {
                String text = held.toString(StandardCharsets.UTF_8);
                held.reset();
                return text;
            }
        };
    }

    @Override
    public OptionalInt tokenId(String addedToken) {
        return addedToken.equals("<|endoftext|>") ? OptionalInt.of(END) : OptionalInt.empty();
    }

    @Override
    public int byteLength(int id) {
        return id == END ? 0 : 1;
    }

    @Override
    public byte[] tokenBytes(int id) {
        return id == END ? new byte[0] : new byte[] {(byte) id};
    }
}
