package io.aifactory.tokenization.internal.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aifactory.tokenization.InvalidTokenizerException;
import io.aifactory.tokenization.internal.model.BytePairModel;
import io.aifactory.tokenization.internal.model.Merges;
import io.aifactory.tokenization.internal.model.TokenModel;
import io.aifactory.tokenization.internal.model.UnigramModel;
import io.aifactory.tokenization.internal.model.Vocabulary;
import io.aifactory.tokenization.internal.model.WordPieceModel;
import io.aifactory.tokenization.internal.pipeline.AddedToken;
import io.aifactory.tokenization.internal.pipeline.PipelineTokenizer;
import java.io.IOException;
import java.util.List;

/** The whole document. */
public final class TokenizerDocument {
    private static final ObjectMapper JSON =
            new JsonMapper(
                    JsonFactory.builder()
                            .streamReadConstraints(
                                    StreamReadConstraints.builder()
                                            .maxNestingDepth(64)
                                            .maxNameLength(1 << 16)
                                            .maxStringLength(1 << 20)
                                            .build())
                            .build());

    private TokenizerDocument() {}

    /**
     * Reads a document.
     *
     * @throws InvalidTokenizerException if it is malformed or uses something unknown
     */
    public static PipelineTokenizer read(byte[] json) {
        JsonNode tree;
        try {
            tree = JSON.readTree(json);
        } catch (IOException e) {
            throw new InvalidTokenizerException(
                    Component.FILE, "the document", "is not valid JSON", e);
        }
        Component document = new Component("", tree);
        if (!(tree instanceof ObjectNode root)) {
            throw document.invalid("is not a JSON object");
        }
        List<AddedToken> added = AddedTokens.read(document.get("added_tokens"));
        TokenModel model = ModelReader.read(document.get("model"), added);
        int size = PipelineTokenizer.vocabularySize(added, model);
        if (root.get("model") instanceof ObjectNode modelNode) {
            modelNode.remove(List.of("vocab", "merges"));
        }
        PipelineTokenizer.Pipeline pipeline = pipeline(root, added, size);
        try {
            return new PipelineTokenizer(pipeline, model);
        } catch (IllegalArgumentException e) {
            throw document.invalid("cannot be used: " + e.getMessage(), e);
        }
    }

    /**
     * The stages that a document without vocabulary describes.
     *
     * @param vocabularySize ids are below it
     */
    public static PipelineTokenizer.Pipeline pipeline(ObjectNode root, int vocabularySize) {
        return pipeline(
                root,
                AddedTokens.read(new Component("", root).get("added_tokens")),
                vocabularySize);
    }

    private static PipelineTokenizer.Pipeline pipeline(
            ObjectNode root, List<AddedToken> added, int vocabularySize) {
        Component document = new Component("", root);
        return new PipelineTokenizer.Pipeline(
                added,
                StageReader.normalizer(document.get("normalizer")),
                StageReader.preTokenizer(document.get("pre_tokenizer")),
                DecoderReader.read(document.get("decoder")),
                new FrameReader(vocabularySize).read(document.get("post_processor")),
                root.toString());
    }

    /** Writes a document: the same stages, the vocabulary by id, merges as arrays. */
    public static byte[] write(PipelineTokenizer tokenizer) {
        try {
            ObjectNode root = (ObjectNode) JSON.readTree(tokenizer.pipeline().description());
            ObjectNode model = root.withObject("/model");
            switch (tokenizer.model()) {
                case BytePairModel bytePair -> {
                    writeIds(bytePair.vocabulary(), model);
                    writeMerges(bytePair, model.putArray("merges"));
                }
                case WordPieceModel wordPiece -> writeIds(wordPiece.vocabulary(), model);
                case UnigramModel unigram -> {
                    ArrayNode pieces = model.putArray("vocab");
                    for (int id = 0; id < unigram.size(); id++) {
                        pieces.addArray().add(unigram.token(id)).add(unigram.score(id));
                    }
                }
            }
            return JSON.writeValueAsBytes(root);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tokenizer that was read cannot be written", e);
        }
    }

    private static void writeIds(Vocabulary vocabulary, ObjectNode model) {
        ObjectNode ids = model.putObject("vocab");
        for (int id = 0; id < vocabulary.size(); id++) {
            String token = vocabulary.token(id);
            if (token != null) {
                ids.put(token, id);
            }
        }
    }

    private static void writeMerges(BytePairModel model, ArrayNode rules) {
        Vocabulary vocabulary = model.vocabulary();
        Merges merges = model.merges();
        for (int rule = 0; rule < merges.size(); rule++) {
            rules.addArray()
                    .add(vocabulary.token(merges.left(rule)))
                    .add(vocabulary.token(merges.right(rule)));
        }
    }
}
