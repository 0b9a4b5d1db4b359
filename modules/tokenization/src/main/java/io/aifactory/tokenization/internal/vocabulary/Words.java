package io.aifactory.tokenization.internal.vocabulary;

/** Patterns of words. */
final class Words {
    static final String GPT2 =
            "'(?:[sdmt]|ll|ve|re)| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+";

    private static final String CONTRACTIONS = "(?i:'s|'t|'re|'ve|'m|'ll|'d)";
    private static final String LINES = "|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+";
    private static final String SIGNS = "| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*" + LINES;

    static final String QWEN2 = CONTRACTIONS + "|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}" + SIGNS;
    static final String LLAMA3 =
            CONTRACTIONS + "|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}{1,3}" + SIGNS;

    private static final String CAPITAL = "[\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}]";
    private static final String SMALL = "[\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}]";
    private static final String SIGN = "[^\\r\\n\\p{L}\\p{N}]?";
    private static final String SLASHES = "| ?[^\\s\\p{L}\\p{N}]+[\\r\\n/]*" + LINES;

    static final String TEKKEN =
            SIGN
                    + CAPITAL
                    + "*"
                    + SMALL
                    + "+|"
                    + SIGN
                    + CAPITAL
                    + "+"
                    + SMALL
                    + "*|\\p{N}"
                    + SLASHES;
    static final String GPT4O =
            SIGN
                    + CAPITAL
                    + "*"
                    + SMALL
                    + "+"
                    + CONTRACTIONS
                    + "?|"
                    + SIGN
                    + CAPITAL
                    + "+"
                    + SMALL
                    + "*"
                    + CONTRACTIONS
                    + "?|\\p{N}{1,3}"
                    + SLASHES;

    static final String DEEPSEEK_V3 =
            "[!\"#$%&'()*+,\\-./:;<=>?@\\[\\\\\\]^_`{|}~][A-Za-z]+"
                    + "|[^\\r\\n\\p{L}\\p{P}\\p{S}]?[\\p{L}\\p{M}]+"
                    + "| ?[\\p{P}\\p{S}]+[\\r\\n]*"
                    + LINES;

    static final String IDEOGRAPHIC = "[一-龥ࠀ-一가-\uD7FF]+";

    /** The cased letters as of Unicode 11. */
    static final String ALPHABETIC =
            "[A-Za-zµÀ-ÖØ-öø-ƺƼ-ƿǄ-ʓʕ-ʯͰ-ͳͶͷͻ-ͽͿΆΈ-ΊΌΎ-ΡΣ-ϵϷ-ҁҊ-ԯԱ-ՖႠ-ჅᎠ-Ᏽᏸ-ᏽᲐ-ᲺᲽ-Ჿᴀ-ᴫᵫ-ᵷᵹ-ᶚ"
                    + "Ḁ-ἕἘ-Ἕἠ-ὅὈ-Ὅὐ-ὗὙὛὝὟ-ώᾀ-ᾴᾶ-ᾼιῂ-ῄῆ-ῌῐ-ΐῖ-Ίῠ-Ῥῲ-ῴῶ-ῼℂℇℊ-ℓℕℙ-ℝℤ\u2126ℨ\u212A-ℭℯ-ℴℹ"
                    + "ℼ-ℿⅅ-ⅉⅎↃↄⰀ-ⱻⱾ-ⳤⳫ-ⳮⳲⳳꙀ-ꙭꚀ-ꚛꜢ-ꝯꝱ-ꞇꞋ-ꞎꭰ-ꮿﬀ-ﬆﬓ-ﬗＡ-Ｚａ-ｚ𐐀-𐑏𐒰-𐓓𐓘-𐓻𐲀-𐲲𐳀-𐳲𑢠-𑣟𞤀-𞥃]+";

    private Words() {}
}
