package io.aifactory.tokenization.internal.sentencepiece;

import io.aifactory.tokenization.Piece;
import io.aifactory.tokenization.internal.sentencepiece.ModelProto.Kind;
import io.aifactory.tokenization.internal.sentencepiece.ModelProto.Normalization;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads {@code ModelProto} of {@code sentencepiece_model.proto}: pieces (field 1), trainer (2),
 * normalizer (3), denormalizer (5).
 */
public final class ModelProtoReader {
    private static final int UNIGRAM = 1;
    private static final int BYTE_PAIR = 2;

    private final List<Piece> pieces = new ArrayList<>();
    private Kind kind = Kind.UNIGRAM;
    private String beginning = "<s>";
    private String end = "</s>";
    private Normalization normalization = new Normalization(true, true, true, Optional.empty());

    private ModelProtoReader() {}

    /**
     * Reads a file.
     *
     * @param file its name, for errors
     * @throws io.aifactory.tokenization.InvalidTokenizerException if it is damaged or of another
     *     type
     */
    public static ModelProto read(String file, byte[] bytes) {
        ModelProtoReader reader = new ModelProtoReader();
        reader.model(new WireReader(file, "the model", bytes));
        return new ModelProto(
                reader.kind, reader.pieces, reader.normalization, reader.beginning, reader.end);
    }

    private void model(WireReader in) {
        while (in.hasNext()) {
            switch ((int) in.nextField()) {
                case 1 -> {
                    if (pieces.size() == SentencePieceAssembly.MAX_PIECES) {
                        throw in.invalid(
                                "has more than " + SentencePieceAssembly.MAX_PIECES + " pieces");
                    }
                    pieces.add(piece(in.message("pieces[" + pieces.size() + "]")));
                }
                case 2 -> trainer(in.message("trainer_spec"));
                case 3 -> normalization = normalization(in.message("normalizer_spec"));
                case 5 -> {
                    WireReader spec = in.message("denormalizer_spec");
                    if (normalization(spec).charsmap().isPresent()) {
                        throw spec.invalid("is not supported");
                    }
                }
                default -> in.skip();
            }
        }
    }

    private Piece piece(WireReader in) {
        String text = "";
        float score = 0;
        Piece.Type type = Piece.Type.NORMAL;
        while (in.hasNext()) {
            switch ((int) in.nextField()) {
                case 1 -> text = in.text();
                case 2 -> score = in.fixedFloat();
                case 3 ->
                        type =
                                Piece.Type.of(in.varint())
                                        .orElseThrow(() -> in.invalid("has an unknown type"));
                default -> in.skip();
            }
        }
        return new Piece(text, score, type);
    }

    private void trainer(WireReader in) {
        while (in.hasNext()) {
            switch ((int) in.nextField()) {
                case 3 ->
                        kind =
                                switch ((int) in.varint()) {
                                    case UNIGRAM -> Kind.UNIGRAM;
                                    case BYTE_PAIR -> Kind.BYTE_PAIR;
                                    default ->
                                            throw in.invalid(
                                                    "names a model type other than Unigram and"
                                                            + " BPE");
                                };
                case 24 -> {
                    if (in.flag()) {
                        throw in.invalid("treats white space as suffix, which is not supported");
                    }
                }
                case 46 -> beginning = in.text();
                case 47 -> end = in.text();
                default -> in.skip();
            }
        }
    }

    private Normalization normalization(WireReader in) {
        boolean dummyPrefix = true;
        boolean removeExtra = true;
        boolean escape = true;
        Optional<byte[]> charsmap = Optional.empty();
        while (in.hasNext()) {
            switch ((int) in.nextField()) {
                case 2 -> charsmap = Optional.of(in.bytes()).filter(map -> map.length > 0);
                case 3 -> dummyPrefix = in.flag();
                case 4 -> removeExtra = in.flag();
                case 5 -> escape = in.flag();
                default -> in.skip();
            }
        }
        return new Normalization(dummyPrefix, removeExtra, escape, charsmap);
    }
}
