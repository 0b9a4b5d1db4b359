package io.aifactory.tokenization.internal.sentencepiece;

import io.aifactory.tokenization.Frame;
import io.aifactory.tokenization.Piece;
import io.aifactory.tokenization.SentencePieceOptions;
import java.util.List;
import java.util.Optional;

/**
 * What counts of a model file.
 *
 * @param beginning text of the piece that begins a text
 * @param end text of the piece that ends a text
 */
public record ModelProto(
        Kind kind, List<Piece> pieces, Normalization normalization, String beginning, String end) {
    /** The algorithms this module has. */
    public enum Kind {
        BYTE_PAIR,
        UNIGRAM
    }

    /** The normalizer's part of the file. */
    public record Normalization(
            boolean addDummyPrefix,
            boolean removeExtraWhitespaces,
            boolean escapeWhitespaces,
            Optional<byte[]> charsmap) {}

    public ModelProto {
        pieces = List.copyOf(pieces);
    }

    /** How texts are treated, framed as wanted. */
    public SentencePieceOptions options(boolean addBeginning, boolean addEnd) {
        return new SentencePieceOptions(
                normalization.addDummyPrefix(),
                normalization.removeExtraWhitespaces(),
                normalization.escapeWhitespaces(),
                normalization.charsmap(),
                Frame.around(
                        addBeginning ? control(beginning) : List.of(),
                        addEnd ? control(end) : List.of()));
    }

    private List<Integer> control(String text) {
        for (int id = 0; id < pieces.size(); id++) {
            Piece piece = pieces.get(id);
            if (piece.type() == Piece.Type.CONTROL && piece.text().equals(text)) {
                return List.of(id);
            }
        }
        return List.of();
    }
}
