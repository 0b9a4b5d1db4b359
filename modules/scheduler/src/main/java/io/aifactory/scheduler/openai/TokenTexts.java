package io.aifactory.scheduler.openai;

import io.aifactory.tokenization.Tokenizer;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;

/** Single tokens as texts. A token need not be whole characters: its bytes tell exactly. */
record TokenTexts(Tokenizer tokenizer) {
    /** Empty for special tokens, and for ids that have no token. */
    byte[] bytes(int id) {
        return id < tokenizer.vocabularySize() ? tokenizer.tokenBytes(id) : new byte[0];
    }

    /** To be read; what is not whole characters becomes U+FFFD. */
    String text(int id) {
        byte[] bytes = bytes(id);
        return bytes.length == 0 ? named(id) : new String(bytes, StandardCharsets.UTF_8);
    }

    /** As {@link #text}, but different tokens differ: what is not whole characters is in hex. */
    String distinctText(int id) {
        byte[] bytes = bytes(id);
        if (bytes.length == 0) {
            return named(id);
        }
        return whole(bytes)
                .orElseGet(() -> "bytes:" + HexFormat.of().withPrefix("\\x").formatHex(bytes));
    }

    /** Characters (code points) that begin in this token. */
    int characters(int id) {
        int count = 0;
        for (byte each : bytes(id)) {
            count += continues(each) ? 0 : 1;
        }
        return count;
    }

    /** The token's first byte belongs to a character that began in an earlier one. */
    boolean beginsInside(int id) {
        byte[] bytes = bytes(id);
        return bytes.length > 0 && continues(bytes[0]);
    }

    private static boolean continues(byte utf8) {
        return (utf8 & 0xc0) == 0x80;
    }

    private static String named(int id) {
        return "token_id:" + id;
    }

    private static Optional<String> whole(byte[] bytes) {
        try {
            return Optional.of(
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }
}
