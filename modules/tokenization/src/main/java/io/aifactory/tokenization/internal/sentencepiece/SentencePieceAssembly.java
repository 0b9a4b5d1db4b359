package io.aifactory.tokenization.internal.sentencepiece;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aifactory.tokenization.InvalidTokenizerException;
import io.aifactory.tokenization.Piece;
import io.aifactory.tokenization.SentencePieceOptions;
import io.aifactory.tokenization.Tokenizer;
import io.aifactory.tokenization.internal.json.Descriptions;
import io.aifactory.tokenization.internal.json.TokenizerDocument;
import io.aifactory.tokenization.internal.model.BytePairModel;
import io.aifactory.tokenization.internal.model.PieceTrie;
import io.aifactory.tokenization.internal.model.TokenModel;
import io.aifactory.tokenization.internal.model.UnigramModel;
import io.aifactory.tokenization.internal.model.Vocabulary;
import io.aifactory.tokenization.internal.normalization.Charsmap;
import io.aifactory.tokenization.internal.normalization.SentencePieceNormalizer;
import io.aifactory.tokenization.internal.pipeline.AddedToken;
import io.aifactory.tokenization.internal.pipeline.PipelineTokenizer;
import io.aifactory.tokenization.internal.pipeline.PreTokenizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Makes a tokenizer of pieces and the way text is treated around them. */
public final class SentencePieceAssembly {
    /** Longest list of pieces. */
    public static final int MAX_PIECES = 1 << 20;

    private final String source;
    private final PieceList list;
    private final SentencePieceOptions options;

    private SentencePieceAssembly(String source, List<Piece> pieces, SentencePieceOptions options) {
        this.source = source;
        this.list = PieceList.check(source, pieces);
        this.options = options;
        Optional<Integer> outside = Descriptions.idOutside(options.frame(), pieces.size());
        if (outside.isPresent()) {
            throw new InvalidTokenizerException(
                    source, "frame", "names the id " + outside.get() + ", which does not exist");
        }
    }

    /**
     * A tokenizer that joins pieces by score.
     *
     * @throws InvalidTokenizerException naming what is wrong
     */
    public static Tokenizer bytePair(
            String source, List<Piece> pieces, SentencePieceOptions options) {
        return new SentencePieceAssembly(source, pieces, options)
                .assemble(SentencePieceAssembly::bytePairModel);
    }

    /**
     * A tokenizer that takes the most probable pieces.
     *
     * @throws InvalidTokenizerException naming what is wrong
     */
    public static Tokenizer unigram(
            String source, List<Piece> pieces, SentencePieceOptions options) {
        return new SentencePieceAssembly(source, pieces, options)
                .assemble(SentencePieceAssembly::unigramModel);
    }

    private Tokenizer assemble(Function<PieceList, TokenModel> model) {
        try {
            SentencePieceNormalizer normalizer = normalizer();
            TokenModel built = model.apply(list);
            ObjectNode description = new StageDescription(list, options).write(built);
            PipelineTokenizer.Pipeline written =
                    TokenizerDocument.pipeline(description, list.pieces().size());
            return new PipelineTokenizer(
                    new PipelineTokenizer.Pipeline(
                            added(list, true),
                            normalizer,
                            new PreTokenizer.InSequence(List.of()),
                            written.decoder(),
                            options.frame(),
                            written.description()),
                    built);
        } catch (IllegalArgumentException e) {
            throw new InvalidTokenizerException(
                    source, "pieces", String.valueOf(e.getMessage()), e);
        }
    }

    /**
     * Control pieces are special; user-defined ones are looked for in the normalised text, as they
     * are, or (as {@code tokenizer.json} can say it) in the raw text.
     */
    static List<AddedToken> added(PieceList list, boolean userDefinedInNormalized) {
        List<AddedToken> added = new ArrayList<>();
        for (int id = 0; id < list.pieces().size(); id++) {
            Piece piece = list.pieces().get(id);
            switch (piece.type()) {
                case CONTROL, UNKNOWN -> added.add(AddedToken.special(id, piece.text()));
                case USER_DEFINED ->
                        added.add(
                                new AddedToken(
                                        id,
                                        piece.text(),
                                        false,
                                        false,
                                        false,
                                        userDefinedInNormalized,
                                        false));
                case NORMAL, UNUSED, BYTE -> {}
            }
        }
        return added;
    }

    private SentencePieceNormalizer normalizer() {
        PieceTrie kept = new PieceTrie();
        for (int id = 0; id < list.pieces().size(); id++) {
            if (list.pieces().get(id).type() == Piece.Type.USER_DEFINED) {
                kept.add(list.pieces().get(id).text(), id);
            }
        }
        return new SentencePieceNormalizer(
                charsmap(),
                kept,
                options.addDummyPrefix(),
                options.removeExtraWhitespaces(),
                options.escapeWhitespaces());
    }

    private @Nullable Charsmap charsmap() {
        try {
            return options.charsmap().map(Charsmap::parse).orElse(null);
        } catch (IllegalArgumentException e) {
            throw new InvalidTokenizerException(
                    source, "precompiled_charsmap", String.valueOf(e.getMessage()), e);
        }
    }

    private static TokenModel bytePairModel(PieceList list) {
        Vocabulary vocabulary = new Vocabulary(list.ids());
        List<Piece> pieces = list.pieces();
        return new BytePairModel(
                vocabulary,
                ScoreMerges.of(pieces, vocabulary),
                new BytePairModel.Options(list.unknownId(), true, list.hasBytes(), false),
                id -> !ScoreMerges.isText(pieces.get(id)),
                id -> pieces.get(id).type() == Piece.Type.UNUSED);
    }

    private static TokenModel unigramModel(PieceList list) {
        List<Piece> pieces = list.pieces();
        double[] scores = new double[pieces.size()];
        for (int id = 0; id < scores.length; id++) {
            scores[id] = pieces.get(id).score();
        }
        return new UnigramModel(
                pieces.stream().map(Piece::text).toList(),
                scores,
                list.unknownId(),
                list.hasBytes(),
                id -> pieces.get(id).type() != Piece.Type.NORMAL,
                id -> pieces.get(id).type() != Piece.Type.NORMAL);
    }
}
