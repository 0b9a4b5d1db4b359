package io.aifactory.tokenization.internal.pipeline;

import io.aifactory.tokenization.internal.text.ByteAlphabet;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How the string of a token becomes bytes of the text, independent of its neighbours; that is what
 * makes streaming possible.
 *
 * @param steps applied in order to each token
 * @param strip what to take away at the beginning of the whole text
 */
public record TokenDecoder(List<Step> steps, Strip strip) {
    /**
     * Takes away up to {@code count} leading characters equal to {@code content}.
     *
     * @param count 0 for none
     */
    public record Strip(char content, int count) {
        public static final Strip NONE = new Strip(' ', 0);
    }

    /** Changes the string of one token. */
    public sealed interface Step {}

    /** Characters of GPT-2's table become bytes. Ends the chain. */
    public record ByteLevel() implements Step {}

    /** A token {@code <0xNN>} becomes that byte; others stay text. Ends the chain. */
    public record ByteFallback() implements Step {}

    public record Replace(Pattern pattern, String content) implements Step {}

    /** The visible space becomes a space, except in the first token, where it goes away. */
    public record Metaspace(char replacement, boolean dropInFirst) implements Step {}

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
                case Replace(Pattern pattern, String content) ->
                        text = pattern.matcher(text).replaceAll(Matcher.quoteReplacement(content));
                case Metaspace(char replacement, boolean dropInFirst) ->
                        text =
                                first && dropInFirst
                                        ? text.replace(String.valueOf(replacement), "")
                                        : text.replace(replacement, ' ');
            }
        }
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Whether the first token of a text has bytes of its own. */
    public boolean firstIsDifferent() {
        return steps.stream().anyMatch(step -> step instanceof Metaspace(_, boolean drop) && drop);
    }
}
