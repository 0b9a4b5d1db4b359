package io.aifactory.tokenization.internal.sentencepiece;

import io.aifactory.tokenization.InvalidTokenizerException;
import io.aifactory.tokenization.Piece;
import io.aifactory.tokenization.internal.model.PieceTrie;
import io.aifactory.tokenization.internal.text.WellFormed;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A list of pieces that was checked.
 *
 * @param ids by text
 * @param unknownId the unknown piece; -1 if there is none
 * @param hasBytes whether all 256 bytes are there (else none is)
 */
public record PieceList(
        List<Piece> pieces, Map<String, Integer> ids, int unknownId, boolean hasBytes) {
    private static final Pattern BYTE = Pattern.compile("<0x[0-9A-F]{2}>");

    /**
     * Checks pieces.
     *
     * @param source what they come from, for errors
     * @throws InvalidTokenizerException naming the piece that is wrong
     */
    public static PieceList check(String source, List<Piece> pieces) {
        if (pieces.isEmpty() || pieces.size() > SentencePieceAssembly.MAX_PIECES) {
            throw new InvalidTokenizerException(
                    source,
                    "pieces",
                    "are "
                            + pieces.size()
                            + "; there must be from 1 to "
                            + SentencePieceAssembly.MAX_PIECES);
        }
        Map<String, Integer> ids = HashMap.newHashMap(pieces.size());
        int unknown = -1;
        int bytes = 0;
        for (int id = 0; id < pieces.size(); id++) {
            Piece piece = pieces.get(id);
            Optional<String> problem = problem(piece, ids, unknown);
            if (problem.isPresent()) {
                throw new InvalidTokenizerException(source, "pieces[" + id + "]", problem.get());
            }
            ids.put(piece.text(), id);
            unknown = piece.type() == Piece.Type.UNKNOWN ? id : unknown;
            bytes += piece.type() == Piece.Type.BYTE ? 1 : 0;
        }
        if (bytes != 0 && bytes != 256) {
            throw new InvalidTokenizerException(
                    source, "pieces", "have " + bytes + " of the 256 byte pieces");
        }
        return new PieceList(List.copyOf(pieces), ids, unknown, bytes == 256);
    }

    private static Optional<String> problem(Piece piece, Map<String, Integer> ids, int unknown) {
        String text = piece.text();
        @Nullable String wrong = null;
        if (text.isEmpty() && piece.type() != Piece.Type.UNUSED) {
            wrong = "is empty";
        } else if (text.length() > PieceTrie.MAX_PIECE) {
            wrong = "has " + text.length() + " characters; the limit is " + PieceTrie.MAX_PIECE;
        } else if (!WellFormed.test(text)) {
            wrong = "must be well-formed Unicode";
        } else if (!Float.isFinite(piece.score())) {
            wrong = "has a score that is no finite number";
        } else if (ids.containsKey(text)) {
            wrong = "repeats the piece " + ids.get(text);
        } else if (piece.type() == Piece.Type.UNKNOWN && unknown >= 0) {
            wrong = "is a second unknown piece";
        } else if (piece.type() == Piece.Type.BYTE && !BYTE.matcher(text).matches()) {
            wrong = "is of type BYTE but not written <0xNN>";
        }
        return Optional.ofNullable(wrong);
    }
}
