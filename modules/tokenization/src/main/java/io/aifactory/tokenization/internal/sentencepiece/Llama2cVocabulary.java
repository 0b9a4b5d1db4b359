package io.aifactory.tokenization.internal.sentencepiece;

import io.aifactory.tokenization.InvalidTokenizerException;
import io.aifactory.tokenization.Piece;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * llama2.c's {@code tokenizer.bin}: i32 longest length, then for each piece f32 score, i32 length,
 * bytes; little-endian to the end of the file. Spaces are spaces there, the three control pieces
 * stand between line ends, and bytes are written {@code <0xNN>}, as the byte itself, or as the
 * character of that number in UTF-8.
 */
public final class Llama2cVocabulary {
    private static final int FIRST_BYTE = 3;
    private static final int BYTES = 256;

    private Llama2cVocabulary() {}

    /**
     * The pieces by id.
     *
     * @throws InvalidTokenizerException if the file is damaged
     */
    public static List<Piece> read(String file, byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        if (in.remaining() < 4) {
            throw new InvalidTokenizerException(file, "the file", "has no header");
        }
        in.getInt();
        List<Piece> pieces = new ArrayList<>();
        while (in.hasRemaining()) {
            String path = "pieces[" + pieces.size() + "]";
            if (pieces.size() == SentencePieceAssembly.MAX_PIECES) {
                throw new InvalidTokenizerException(file, path, "is one too many");
            }
            float score = in.remaining() < 8 ? Float.NaN : in.getFloat();
            int length = in.remaining() < 4 ? -1 : in.getInt();
            if (length < 0 || length > in.remaining()) {
                throw new InvalidTokenizerException(file, path, "is longer than the file");
            }
            byte[] text = new byte[length];
            in.get(text);
            pieces.add(piece(file, path, pieces.size(), text, score));
        }
        return pieces;
    }

    private static Piece piece(String file, String path, int id, byte[] bytes, float score) {
        if (id >= FIRST_BYTE && id < FIRST_BYTE + BYTES) {
            byte value = (byte) (id - FIRST_BYTE);
            String text = "<0x" + HexFormat.of().withUpperCase().toHexDigits(value) + ">";
            boolean raw = bytes.length == 1 && bytes[0] == value;
            // A C string cannot hold the byte 0.
            boolean empty = bytes.length == 0 && value == 0;
            // Some distributions have passed the bytes through a text.
            byte[] character = Character.toString(id - FIRST_BYTE).getBytes(StandardCharsets.UTF_8);
            if (raw
                    || empty
                    || Arrays.equals(bytes, character)
                    || text.equals(new String(bytes, StandardCharsets.ISO_8859_1))) {
                return new Piece(text, score, Piece.Type.BYTE);
            }
            throw new InvalidTokenizerException(file, path, "is not the byte " + text);
        }
        String text = decode(file, path, bytes);
        return switch (id) {
            case 0 -> new Piece(text.strip(), score, Piece.Type.UNKNOWN);
            case 1, 2 -> new Piece(text.strip(), score, Piece.Type.CONTROL);
            default -> new Piece(text.replace(' ', '\u2581'), score, Piece.Type.NORMAL);
        };
    }

    private static String decode(String file, String path, byte[] bytes) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            throw new InvalidTokenizerException(file, path, "is not UTF-8", e);
        }
    }
}
