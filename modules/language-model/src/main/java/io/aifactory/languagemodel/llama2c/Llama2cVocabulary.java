package io.aifactory.languagemodel.llama2c;

import io.aifactory.languagemodel.ModelFormatException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * The tokenizer that belongs to a llama2.c model: the largest length of a piece, then for each
 * token id its score, length and bytes.
 */
public record Llama2cVocabulary(List<Piece> pieces) {
    private static final int MAX_PIECES = 1 << 22;
    private static final int MAX_PIECE = 1 << 16;
    private static final ValueLayout.OfInt INT =
            ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    public Llama2cVocabulary {
        pieces = List.copyOf(pieces);
    }

    /**
     * One token.
     *
     * @param score of SentencePiece
     * @param bytes of its text; for a single byte, that byte or the text {@code <0x0A>}
     */
    @SuppressWarnings("ArrayRecordComponent") // pieces are bytes, not text; never compared
    public record Piece(float score, byte[] bytes) {}

    /**
     * @param file name for messages
     * @throws ModelFormatException if the bytes are not exactly a vocabulary
     */
    public static Llama2cVocabulary parse(String file, MemorySegment bytes) {
        long position = Integer.BYTES;
        int longest = position > bytes.byteSize() ? 0 : bytes.get(INT, 0);
        if (longest < 1 || longest > MAX_PIECE) {
            throw new ModelFormatException(file + " has no llama2.c vocabulary");
        }
        List<Piece> pieces = new ArrayList<>();
        while (position < bytes.byteSize()) {
            long left = bytes.byteSize() - position - 2 * Integer.BYTES;
            int length = left < 0 ? -1 : bytes.get(INT, position + Integer.BYTES);
            if (length < 0 || length > longest || length > left || pieces.size() == MAX_PIECES) {
                throw new ModelFormatException(
                        file + " has an impossible vocabulary entry " + pieces.size());
            }
            float score = Float.intBitsToFloat(bytes.get(INT, position));
            position += 2 * Integer.BYTES;
            pieces.add(
                    new Piece(
                            score, bytes.asSlice(position, length).toArray(ValueLayout.JAVA_BYTE)));
            position += length;
        }
        return new Llama2cVocabulary(pieces);
    }
}
