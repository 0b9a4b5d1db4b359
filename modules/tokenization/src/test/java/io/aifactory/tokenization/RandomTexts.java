package io.aifactory.tokenization;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Tuple;

/** Texts that meet the corners of pre-tokenizers: white space, contractions, scripts, signs. */
final class RandomTexts {
    private RandomTexts() {}

    /**
     * Well-formed; only characters that Unicode 15 knows, so that both libraries classify alike.
     */
    static Arbitrary<String> wellFormed() {
        Arbitrary<String> pieces =
                Arbitraries.frequencyOf(
                        Tuple.of(
                                3,
                                Arbitraries.of(
                                        " ", "  ", "\n", "\r\n", "\t", "\u00A0", "\u3000", "\u0085",
                                        "\u2028", "\u200B", "   \n  ", "\u0000")),
                        Tuple.of(
                                3,
                                Arbitraries.of(
                                        "'s",
                                        "'LL",
                                        "'\u017F",
                                        "don't",
                                        "they'Ve",
                                        "¿Qué?",
                                        "1234567",
                                        "²½Ⅻ",
                                        "...",
                                        "<|endoftext|>",
                                        "<s>",
                                        "▁▁x",
                                        "e\u0301é",
                                        "ﬀ",
                                        "नमस्ते",
                                        "👩‍👩‍👧",
                                        "日本語",
                                        "가각")),
                        Tuple.of(4, Arbitraries.strings().alpha().ofMaxLength(12)),
                        Tuple.of(2, Arbitraries.strings().ascii().ofMaxLength(12)),
                        Tuple.of(
                                2,
                                Arbitraries.integers()
                                        .between(0, 0x10FFFF)
                                        .filter(RandomTexts::isOrdinary)
                                        .map(Character::toString)));
        return pieces.list().ofMaxSize(24).map(list -> String.join("", list));
    }

    /**
     * Only characters whose class has not changed since Unicode 8: the oracle's tables of marks and
     * signs are that old.
     */
    static Arbitrary<String> ofOldUnicode() {
        return wellFormed()
                .map(text ->
                        text.codePoints()
                                .filter(RandomTexts::isOld)
                                .collect(
                                        StringBuilder::new,
                                        StringBuilder::appendCodePoint,
                                        StringBuilder::append)
                                .toString());
    }

    private static boolean isOld(int codePoint) {
        return codePoint < 0x600
                || (codePoint >= 0x900 && codePoint < 0x950)
                || (codePoint >= 0x2000 && codePoint < 0x2070)
                || (codePoint >= 0x2580 && codePoint < 0x2600)
                || (codePoint >= 0x3000 && codePoint < 0xA000)
                || (codePoint >= 0xAC00 && codePoint < 0xD7A4)
                || (codePoint >= 0xF900 && codePoint < 0x10000)
                || (codePoint >= 0x1F300 && codePoint < 0x1F500);
    }

    /** Any sequence of 16-bit units, lone surrogates included. */
    static Arbitrary<String> anything() {
        return Arbitraries.strings().all().ofMaxLength(60);
    }

    private static boolean isOrdinary(int codePoint) {
        int type = Character.getType(codePoint);
        boolean newerThanOracle = codePoint >= 0x10D40 && codePoint < 0x20000;
        return type != Character.SURROGATE && type != Character.UNASSIGNED && !newerThanOracle;
    }
}
