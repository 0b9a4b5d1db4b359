package io.aifactory.tokenization.internal.pipeline;

import io.aifactory.tokenization.internal.text.ByteAlphabet;
import io.aifactory.tokenization.internal.text.Substitution;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How the string of a token becomes bytes of the text, independent of its neighbours; that is what
 * makes streaming possible.
 *
 * @param steps applied in order to each token
 * @param strip what to take away at the ends of the whole text
 */
public record TokenDecoder(List<Step> steps, Strip strip) {
    /**
     * Takes away characters equal to {@code content} at the ends.
     *
     * @param start how many at most at the beginning
     * @param stop how many at most at the end
     */
    public record Strip(char content, int start, int stop) implements Step {
        public static final Strip NONE = new Strip(' ', 0, 0);

        String apply(String text) {
            int from = 0;
            while (from < Math.min(start, text.length()) && text.charAt(from) == content) {
                from++;
            }
            int to = text.length();
            while (to > from && text.length() - to < stop && text.charAt(to - 1) == content) {
                to--;
            }
            return text.substring(from, to);
        }
    }

    /** Changes the string of one token. */
    public sealed interface Step {}

    /** Characters of GPT-2's table become bytes. Ends the chain. */
    public record ByteLevel() implements Step {}

    /** A token {@code <0xNN>} becomes that byte; others stay text. Ends the chain. */
    public record ByteFallback() implements Step {}

    /** Every match becomes a literal text. */
    public record Replace(Substitution substitution) implements Step {}

    /** The visible space becomes a space, except in the first token, where it goes away. */
    public record Metaspace(char replacement, boolean dropInFirst) implements Step {}

    /** A token without the prefix begins a word: a space goes before it, except in the first. */
    public record WordPiece(String prefix, boolean cleanup) implements Step {
        String apply(String text, boolean first) {
            String word =
                    first
                            ? text
                            : text.startsWith(prefix)
                                    ? text.substring(prefix.length())
                                    : " " + text;
            return cleanup ? tidy(word) : word;
        }

        /** English punctuation and contractions, as in the Hugging Face library. */
        private static String tidy(String text) {
            return text.replace(" .", ".")
                    .replace(" ?", "?")
                    .replace(" !", "!")
                    .replace(" ,", ",")
                    .replace(" ' ", "'")
                    .replace(" n't", "n't")
                    .replace(" 'm", "'m")
                    .replace(" do not", " don't")
                    .replace(" 's", "'s")
                    .replace(" 've", "'ve")
                    .replace(" 're", "'re");
        }
    }

    /** A space between tokens: what no decoder at all means. */
    public record Spaced() implements Step {}

    private static final int MAX_TOKEN = 1 << 20;
    private static final Pattern BYTE_TOKEN = Pattern.compile("<0x([0-9A-Fa-f]{2})>");

    public TokenDecoder {
        steps = List.copyOf(steps);
    }

    /**
     * The bytes of a token.
     *
     * @param first whether it is the first of the text
     */
    public byte[] bytes(String token, boolean first) {
        String text = token;
        for (Step step : steps) {
            switch (step) {
                case ByteLevel() -> {
                    return ByteAlphabet.decode(text);
                }
                case ByteFallback() -> {
                    Matcher byteToken = BYTE_TOKEN.matcher(text);
                    if (byteToken.matches()) {
                        return new byte[] {(byte) Integer.parseInt(byteToken.group(1), 16)};
                    }
                }
                case Replace(Substitution substitution) ->
                        text = substitution.apply(text, MAX_TOKEN);
                case Metaspace(char replacement, boolean dropInFirst) ->
                        text =
                                first && dropInFirst
                                        ? text.replace(String.valueOf(replacement), "")
                                        : text.replace(replacement, ' ');
                case Strip ends -> text = ends.apply(text);
                case WordPiece wordPiece -> text = wordPiece.apply(text, first);
                case Spaced() -> text = first ? text : " " + text;
            }
        }
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Whether the first token of a text has bytes of its own. */
    public boolean firstIsDifferent() {
        return steps.stream()
                .anyMatch(step ->
                        switch (step) {
                            case Metaspace(_, boolean drop) -> drop;
                            case WordPiece _, Spaced _ -> true;
                            case ByteLevel _, ByteFallback _, Replace _, Strip _ -> false;
                        });
    }
}
