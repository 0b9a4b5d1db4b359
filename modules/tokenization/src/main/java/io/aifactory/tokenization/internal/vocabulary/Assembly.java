package io.aifactory.tokenization.internal.vocabulary;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aifactory.tokenization.Frame;
import io.aifactory.tokenization.InvalidTokenizerException;
import io.aifactory.tokenization.Piece;
import io.aifactory.tokenization.Tokenizer;
import io.aifactory.tokenization.internal.json.Descriptions;
import io.aifactory.tokenization.internal.json.TokenizerDocument;
import io.aifactory.tokenization.internal.model.TokenModel;
import io.aifactory.tokenization.internal.pipeline.AddedToken;
import io.aifactory.tokenization.internal.pipeline.PipelineTokenizer;
import io.aifactory.tokenization.internal.sentencepiece.PieceList;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What vocabularies from elsewhere have in common. */
final class Assembly {
    static final String SOURCE = "vocabulary";

    private Assembly() {}

    static InvalidTokenizerException invalid(String component, String problem) {
        return new InvalidTokenizerException(SOURCE, component, problem);
    }

    /** A document with added tokens and frame; control pieces are special. */
    static ObjectNode document(PieceList list, Frame frame) {
        Optional<Integer> outside = Descriptions.idOutside(frame, list.pieces().size());
        if (outside.isPresent()) {
            throw invalid("frame", "names the id " + outside.get() + ", which does not exist");
        }
        List<AddedToken> added = new ArrayList<>();
        for (int id = 0; id < list.pieces().size(); id++) {
            Piece piece = list.pieces().get(id);
            boolean special = isSpecial(list.pieces(), id);
            if (special || piece.type() == Piece.Type.USER_DEFINED) {
                added.add(new AddedToken(id, piece.text(), false, false, false, false, special));
            }
        }
        ObjectNode document = Descriptions.document(added);
        Descriptions.frame(document, frame, id -> list.pieces().get(id).text());
        return document;
    }

    static boolean isSpecial(List<Piece> pieces, int id) {
        return switch (pieces.get(id).type()) {
            case CONTROL, UNKNOWN -> true;
            case NORMAL, USER_DEFINED, UNUSED, BYTE -> false;
        };
    }

    static Tokenizer tokenizer(ObjectNode document, TokenModel model) {
        try {
            return new PipelineTokenizer(TokenizerDocument.pipeline(document, model.size()), model);
        } catch (IllegalArgumentException e) {
            throw new InvalidTokenizerException(
                    SOURCE, "pieces", String.valueOf(e.getMessage()), e);
        }
    }
}
