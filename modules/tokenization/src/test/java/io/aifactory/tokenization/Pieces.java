package io.aifactory.tokenization;

import java.util.ArrayList;
import java.util.List;

/** Small SentencePiece vocabularies. */
final class Pieces {
    static final int FIRST_BYTE = 3;
    static final int FIRST_TEXT = 259;

    private Pieces() {}

    /** Unknown, beginning, end, the 256 bytes, then the given pieces with falling scores. */
    static List<Piece> withBytes(String... texts) {
        List<Piece> pieces = new ArrayList<>();
        pieces.add(new Piece("<unk>", 0, Piece.Type.UNKNOWN));
        pieces.add(Piece.control("<s>"));
        pieces.add(Piece.control("</s>"));
        for (int b = 0; b < 256; b++) {
            pieces.add(new Piece(String.format("<0x%02X>", b), 0, Piece.Type.BYTE));
        }
        for (String text : texts) {
            pieces.add(new Piece(text, FIRST_TEXT - pieces.size() - 1, Piece.Type.NORMAL));
        }
        return pieces;
    }

    /** Unknown, beginning, end, then the given pieces with the given scores. */
    static List<Piece> scored(Object... textsAndScores) {
        List<Piece> pieces = new ArrayList<>();
        pieces.add(new Piece("<unk>", 0, Piece.Type.UNKNOWN));
        pieces.add(Piece.control("<s>"));
        pieces.add(Piece.control("</s>"));
        for (int i = 0; i < textsAndScores.length; i += 2) {
            pieces.add(
                    new Piece(
                            (String) textsAndScores[i],
                            ((Number) textsAndScores[i + 1]).floatValue(),
                            Piece.Type.NORMAL));
        }
        return pieces;
    }

    /** The same list with one piece of another type. */
    static List<Piece> retyped(List<Piece> pieces, String text, Piece.Type type) {
        return pieces.stream()
                .map(p -> p.text().equals(text) ? new Piece(text, p.score(), type) : p)
                .toList();
    }
}
