package io.aifactory.tokenization.internal.sentencepiece;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aifactory.tokenization.Piece;
import io.aifactory.tokenization.SentencePieceOptions;
import io.aifactory.tokenization.internal.json.Descriptions;
import io.aifactory.tokenization.internal.model.BytePairModel;
import io.aifactory.tokenization.internal.model.TokenModel;
import io.aifactory.tokenization.internal.model.UnigramModel;
import io.aifactory.tokenization.internal.model.WordPieceModel;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * The stages of a SentencePiece model as {@code tokenizer.json} can say them. Without a character
 * map and user-defined pieces they mean the same. With a map, the Hugging Face library looks at
 * graphemes and not for the longest entry; user-defined pieces behind a dummy prefix make it put
 * the prefix only before a text that does not begin with a space.
 */
record StageDescription(PieceList list, SentencePieceOptions options) {
    private static final String SPACE = " ";
    private static final String VISIBLE_SPACE = "\u2581";

    /** More spaces than a text begins with. */
    private static final int ALL = 1_000;

    ObjectNode write(TokenModel model) {
        ObjectNode document = Descriptions.document(SentencePieceAssembly.added(list, false));
        boolean userDefined =
                list.pieces().stream().anyMatch(p -> p.type() == Piece.Type.USER_DEFINED);
        boolean byMetaspace =
                userDefined && options.addDummyPrefix() && options.escapeWhitespaces();
        Descriptions.sequence(document, "normalizer", "normalizers", normalizers(!byMetaspace));
        if (byMetaspace) {
            document.set(
                    "pre_tokenizer",
                    Descriptions.stage("Metaspace")
                            .put("replacement", VISIBLE_SPACE)
                            .put("prepend_scheme", "first")
                            .put("split", false));
        }
        Descriptions.frame(document, options.frame(), id -> list.pieces().get(id).text());
        Descriptions.sequence(document, "decoder", "decoders", decoders());
        document.set("model", model(model));
        return document;
    }

    private List<ObjectNode> normalizers(boolean prefix) {
        List<ObjectNode> stages = new ArrayList<>();
        options.charsmap()
                .ifPresent(map ->
                        stages.add(
                                Descriptions.stage("Precompiled")
                                        .put(
                                                "precompiled_charsmap",
                                                Base64.getEncoder().encodeToString(map))));
        if (options.removeExtraWhitespaces()) {
            stages.add(Descriptions.replaceRegex("\\A +| +\\z", ""));
            stages.add(Descriptions.replaceRegex(" {2,}", SPACE));
        }
        if (prefix && options.addDummyPrefix()) {
            stages.add(
                    Descriptions.stage("Prepend")
                            .put("prepend", options.escapeWhitespaces() ? VISIBLE_SPACE : SPACE));
        }
        if (prefix && options.escapeWhitespaces()) {
            stages.add(Descriptions.replace(SPACE, VISIBLE_SPACE));
        }
        return stages;
    }

    private List<ObjectNode> decoders() {
        List<ObjectNode> stages = new ArrayList<>();
        stages.add(Descriptions.replace(VISIBLE_SPACE, SPACE));
        if (list.hasBytes()) {
            stages.add(Descriptions.stage("ByteFallback"));
        }
        stages.add(Descriptions.stage("Fuse"));
        if (options.addDummyPrefix() || options.removeExtraWhitespaces()) {
            stages.add(
                    Descriptions.stage("Strip")
                            .put("content", SPACE)
                            .put("start", options.removeExtraWhitespaces() ? ALL : 1)
                            .put("stop", 0));
        }
        return stages;
    }

    private ObjectNode model(TokenModel model) {
        return switch (model) {
            case BytePairModel _ -> {
                ObjectNode node = Descriptions.stage("BPE").putNull("dropout");
                if (list.unknownId() >= 0) {
                    node.put("unk_token", list.pieces().get(list.unknownId()).text());
                } else {
                    node.putNull("unk_token");
                }
                yield node.putNull("continuing_subword_prefix")
                        .putNull("end_of_word_suffix")
                        .put("fuse_unk", true)
                        .put("byte_fallback", list.hasBytes())
                        .put("ignore_merges", false);
            }
            case UnigramModel _ -> {
                ObjectNode node = Descriptions.stage("Unigram");
                if (list.unknownId() >= 0) {
                    node.put("unk_id", list.unknownId());
                } else {
                    node.putNull("unk_id");
                }
                yield node.put("byte_fallback", list.hasBytes());
            }
            case WordPieceModel _ -> throw new IllegalStateException("not of SentencePiece");
        };
    }
}
