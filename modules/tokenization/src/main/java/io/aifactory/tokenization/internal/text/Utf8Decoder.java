package io.aifactory.tokenization.internal.text;

/**
 * UTF-8 bytes to text, piece by piece: the decoder of the WHATWG Encoding Standard. Every maximal
 * part of a sequence that cannot continue becomes one U+FFFD. (The JDK's decoder groups the bytes
 * of encoded surrogates differently, so its result would depend on where a stream is cut.)
 */
public final class Utf8Decoder {
    private static final char REPLACEMENT = '\uFFFD';

    private int codePoint;
    private int needed;
    private int lower = 0x80;
    private int upper = 0xBF;

    /** Appends what is certain after these bytes; an incomplete character waits for more. */
    public void decode(byte[] bytes, StringBuilder out) {
        for (byte b : bytes) {
            decode(b & 0xFF, out);
        }
    }

    /** An incomplete character at the end becomes U+FFFD. */
    public void finish(StringBuilder out) {
        if (needed > 0) {
            reset();
            out.append(REPLACEMENT);
        }
    }

    private void decode(int b, StringBuilder out) {
        if (needed > 0 && (b < lower || b > upper)) {
            reset();
            out.append(REPLACEMENT);
        }
        if (needed == 0) {
            start(b, out);
            return;
        }
        lower = 0x80;
        upper = 0xBF;
        codePoint = codePoint << 6 | (b & 0x3F);
        if (--needed == 0) {
            out.appendCodePoint(codePoint);
        }
    }

    private void start(int b, StringBuilder out) {
        if (b < 0x80) {
            out.append((char) b);
        } else if (b >= 0xC2 && b <= 0xDF) {
            expect(1, b & 0x1F, 0x80, 0xBF);
        } else if (b >= 0xE0 && b <= 0xEF) {
            expect(2, b & 0x0F, b == 0xE0 ? 0xA0 : 0x80, b == 0xED ? 0x9F : 0xBF);
        } else if (b >= 0xF0 && b <= 0xF4) {
            expect(3, b & 0x07, b == 0xF0 ? 0x90 : 0x80, b == 0xF4 ? 0x8F : 0xBF);
        } else {
            out.append(REPLACEMENT);
        }
    }

    private void expect(int more, int bits, int from, int to) {
        needed = more;
        codePoint = bits;
        lower = from;
        upper = to;
    }

    private void reset() {
        needed = 0;
        lower = 0x80;
        upper = 0xBF;
    }
}
