package io.aifactory.tokenization.grammar;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/**
 * Ids 0 to 255 are the bytes; then tokens of several bytes that cross the borders of JSON tokens
 * and of characters, one twice; then a special token and two that end an answer.
 */
final class SmallVocabulary implements TokenBytes {
    private static final List<String> TEXTS =
            List.of(
                    "{\"", "\":", "\",\"", "\"}", "\"]", "}}", "]}", "\": \"", "\": ", ",\"",
                    ", \"", "\\\"", "\\u", "\\ud83d", "\\ude00", "\\n", "true", "false", "null",
                    "abc", "ab", "12", "-1", "0.", "e+", "[[", "[{", "}]", "},{", "{}", "[]",
                    " {\n", "é", "日本", "\"a\":", "a\":\"", "x", "2024-", "T1");
    private static final List<String> BROKEN =
            List.of("f09f", "9880", "e697", "c3", "a922", "22e6");

    static final SmallVocabulary INSTANCE = new SmallVocabulary();
    static final int AB = 256 + TEXTS.indexOf("ab");
    static final int SPECIAL = 256 + TEXTS.size() + BROKEN.size();
    static final int END = SPECIAL + 1;
    static final int OTHER_END = SPECIAL + 2;
    static final GrammarVocabulary PREPARED =
            new GrammarVocabulary(INSTANCE, Set.of(END, OTHER_END));

    private final List<byte[]> tokens = new ArrayList<>();

    private SmallVocabulary() {
        for (int b = 0; b < 256; b++) {
            tokens.add(new byte[] {(byte) b});
        }
        TEXTS.forEach(text -> tokens.add(text.getBytes(StandardCharsets.UTF_8)));
        BROKEN.forEach(hex -> tokens.add(HexFormat.of().parseHex(hex)));
        tokens.add(new byte[0]);
        tokens.add("</s>".getBytes(StandardCharsets.UTF_8));
        tokens.add(new byte[0]);
    }

    @Override
    public int vocabularySize() {
        return tokens.size();
    }

    @Override
    public byte[] bytes(int id) {
        return tokens.get(id).clone();
    }

    /** One token for each byte. */
    static int[] bytesOf(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int[] ids = new int[bytes.length];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = bytes[i] & 0xFF;
        }
        return ids;
    }

    static String text(List<Integer> ids) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ids.forEach(id -> bytes.writeBytes(INSTANCE.bytes(id)));
        return bytes.toString(StandardCharsets.UTF_8);
    }

    static GrammarCompiler compiler() {
        return new GrammarCompiler(PREPARED, GrammarLimits.DEFAULT);
    }

    static TokenGrammar schema(String schema) {
        return compiler().compile(new Grammar.JsonSchema(schema));
    }

    static TokenGrammar regex(String pattern) {
        return compiler().compile(new Grammar.Regex(pattern));
    }

    /** Whether a text is a whole answer, read byte by byte. */
    static boolean accepts(TokenGrammar grammar, String text) {
        GrammarState state = grammar.start();
        for (int id : bytesOf(text)) {
            if (!state.allows(id)) {
                return false;
            }
            state = state.advance(id);
        }
        return state.accepts();
    }
}
