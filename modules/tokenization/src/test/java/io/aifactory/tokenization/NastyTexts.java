package io.aifactory.tokenization;

import java.util.List;

/** Well-formed texts that tokenizers of all kinds stumble over. */
final class NastyTexts {
    static final List<String> ALL =
            List.of(
                    "",
                    " ",
                    "   ",
                    "\n",
                    "\r\n\r\n",
                    "\t\u00A0\u3000\u2028\u0085x",
                    "Hello, world!",
                    " Hello  World ",
                    "HELLO wörld ÀÉÎÕÜ ñandú",
                    "don't won't it's they'll 'quoted'",
                    "3.14159 + 2,718 = 12345678901234567890 ²½Ⅻ٣४",
                    "e\u0301 e\u0301\u0323 A\u030A \u0301start ﬁ ﬀ ｅ\u0301 ㈱ ① ﷺ",
                    "İstanbul ΣΑΣ ΟΔΟΣ straße ẞ ǅ",
                    "日本語の文章、中文 汉字。한국어 각\u1100\u1161\u11A8 가",
                    "नमस्ते क्षि தமிழ் ไทย ທ ខ្មែរ",
                    "👍🏽 👩‍👩‍👧‍👦 🇪🇸🇫🇷 ❤️ 😂",
                    "a\u0000b\u0001c\u007F\u0080\u009F\u200B\u200D\uFEFF\u202Ed",
                    "\uFFFD \uFFFF \uE000 \uDBFF\uDFFF 𝔘𝔫𝔦 𠀀𪜀",
                    "<s> </s> <unk> [CLS] [SEP] [UNK] <0x41> ##ing ▁▁x ▁",
                    "https://example.org/a?b=c&d=%20#e_f user@host C:\\dir\\f.txt",
                    "()[]{}<>!\"#$%&'*+,-./:;=?@\\^_`|~ …—–“”«»¿¡",
                    "a . b ? c ! d , e ' f n't 'm do not 's 've 're",
                    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
                            + "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
                    "abcabcabc abab aab baa the thethe undoing doings",
                    "\u0300\u0301\u0302\u0323\u0300",
                    "tab\tseparated\tvalues\nline two\r\nline three\rline four  \n ");

    private NastyTexts() {}
}
