package io.aifactory.ingestion.text;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Bytes read as UTF-8.
 *
 * @param text without a byte order mark; what is not valid UTF-8 is U+FFFD
 * @param replacedBytes how many bytes were not valid
 */
public record DecodedText(String text, long replacedBytes) {
    /** Decodes strictly, counting what has to be replaced. */
    public static DecodedText of(byte[] bytes) {
        int start = startsWith(bytes, 0xEF, 0xBB, 0xBF) ? 3 : 0;
        CharsetDecoder decoder =
                StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(bytes, start, bytes.length - start);
        // One byte never gives more than one char, a replaced sequence gives one.
        CharBuffer out = CharBuffer.allocate(bytes.length - start + 1);
        long replaced = 0;
        while (true) {
            CoderResult result = decoder.decode(in, out, true);
            if (!result.isError()) {
                break;
            }
            in.position(in.position() + result.length());
            out.put('\uFFFD');
            replaced += result.length();
        }
        return new DecodedText(out.flip().toString(), replaced);
    }

    /**
     * Whether the bytes begin with a byte order mark of UTF-16 (or of UTF-32, which has it too).
     */
    public static boolean isUtf16(byte[] bytes) {
        return startsWith(bytes, 0xFF, 0xFE) || startsWith(bytes, 0xFE, 0xFF);
    }

    private static boolean startsWith(byte[] bytes, int... mark) {
        if (bytes.length < mark.length) {
            return false;
        }
        for (int i = 0; i < mark.length; i++) {
            if ((bytes[i] & 0xFF) != mark[i]) {
                return false;
            }
        }
        return true;
    }
}
