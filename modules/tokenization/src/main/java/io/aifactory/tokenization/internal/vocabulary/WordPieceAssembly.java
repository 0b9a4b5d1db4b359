package io.aifactory.tokenization.internal.vocabulary;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aifactory.tokenization.Frame;
import io.aifactory.tokenization.InvalidTokenizerException;
import io.aifactory.tokenization.Piece;
import io.aifactory.tokenization.Tokenizer;
import io.aifactory.tokenization.internal.json.Descriptions;
import io.aifactory.tokenization.internal.model.Vocabulary;
import io.aifactory.tokenization.internal.model.WordPieceModel;
import io.aifactory.tokenization.internal.sentencepiece.PieceList;
import java.util.List;

/** WordPiece from tokens, with BERT's stages. */
public final class WordPieceAssembly {
    private static final String PREFIX = "##";
    private static final String VISIBLE_SPACE = "\u2581";
    private static final int LONGEST_WORD = 100;

    private WordPieceAssembly() {}

    /**
     * A tokenizer.
     *
     * @throws InvalidTokenizerException naming what is wrong
     */
    public static Tokenizer assemble(List<Piece> pieces, boolean lowercase, Frame frame) {
        PieceList list = PieceList.check(Assembly.SOURCE, pieces);
        int unknown =
                list.unknownId() >= 0 ? list.unknownId() : list.ids().getOrDefault("[UNK]", -1);
        if (unknown < 0) {
            throw Assembly.invalid("pieces", "have none of type UNKNOWN and no [UNK]");
        }
        ObjectNode document = Assembly.document(list, frame);
        document.set(
                "normalizer",
                Descriptions.stage("BertNormalizer")
                        .put("clean_text", true)
                        .put("handle_chinese_chars", true)
                        .putNull("strip_accents")
                        .put("lowercase", lowercase));
        document.set("pre_tokenizer", Descriptions.stage("BertPreTokenizer"));
        document.set(
                "decoder",
                Descriptions.stage("WordPiece").put("prefix", PREFIX).put("cleanup", true));
        document.putObject("model")
                .put("type", "WordPiece")
                .put("unk_token", pieces.get(unknown).text())
                .put("continuing_subword_prefix", PREFIX)
                .put("max_input_chars_per_word", LONGEST_WORD);
        try {
            return Assembly.tokenizer(
                    document,
                    new WordPieceModel(
                            new Vocabulary(list.ids()),
                            unknown,
                            PREFIX,
                            LONGEST_WORD,
                            id -> Assembly.isSpecial(pieces, id)));
        } catch (IllegalArgumentException e) {
            throw new InvalidTokenizerException(
                    Assembly.SOURCE, "pieces", String.valueOf(e.getMessage()), e);
        }
    }

    /** GGUF's writing as BERT's: {@code ▁word} is {@code word}, {@code ing} is {@code ##ing}. */
    public static List<Piece> fromGguf(List<Piece> pieces) {
        return pieces.stream()
                .map(piece -> new Piece(fromGguf(piece.text()), piece.score(), piece.type()))
                .toList();
    }

    private static String fromGguf(String text) {
        if (text.startsWith(VISIBLE_SPACE)) {
            return text.substring(VISIBLE_SPACE.length());
        }
        boolean inBrackets = text.startsWith("[") && text.endsWith("]");
        return inBrackets ? text : PREFIX + text;
    }
}
