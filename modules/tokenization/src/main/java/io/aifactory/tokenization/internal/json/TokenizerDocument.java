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
import io.aifactory.tokenization.internal.bpe.BytePairModel;
import io.aifactory.tokenization.internal.bpe.Merges;
import io.aifactory.tokenization.internal.bpe.Vocabulary;
import io.aifactory.tokenization.internal.pipeline.AddedToken;
import io.aifactory.tokenization.internal.pipeline.BytePairTokenizer;
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
    public static BytePairTokenizer read(byte[] json) {
        JsonNode tree;
        try {
            tree = JSON.readTree(json);
        } catch (IOException e) {
            throw new InvalidTokenizerException("the document", "is not valid JSON", e);
        }
        Component document = new Component("", tree);
        if (!(tree instanceof ObjectNode root)) {
            throw document.invalid("is not a JSON object");
        }
        List<AddedToken> added = ModelReader.addedTokens(document.get("added_tokens"));
        BytePairModel model = ModelReader.model(document.get("model"), added);
        if (root.get("model") instanceof ObjectNode modelNode) {
            modelNode.remove(List.of("vocab", "merges"));
        }
        return new BytePairTokenizer(
                new BytePairTokenizer.Pipeline(
                        added,
                        StageReader.normalizer(document.get("normalizer")),
                        StageReader.preTokenizer(document.get("pre_tokenizer")),
                        DecoderReader.read(document.get("decoder")),
                        root.toString()),
                model);
    }

    /** Writes a document: the same stages, the vocabulary by id, merges as arrays. */
    public static byte[] write(BytePairTokenizer tokenizer) {
        try {
            ObjectNode root = (ObjectNode) JSON.readTree(tokenizer.pipeline().description());
            ObjectNode model = root.withObject("/model");
            Vocabulary vocabulary = tokenizer.model().vocabulary();
            ObjectNode ids = model.putObject("vocab");
            for (int id = 0; id < vocabulary.size(); id++) {
                String token = vocabulary.token(id);
                if (token != null) {
                    ids.put(token, id);
                }
            }
            ArrayNode rules = model.putArray("merges");
            Merges merges = tokenizer.model().merges();
            for (int rank = 0; rank < merges.size(); rank++) {
                rules.addArray()
                        .add(vocabulary.token(merges.left(rank)))
                        .add(vocabulary.token(merges.right(rank)));
            }
            return JSON.writeValueAsBytes(root);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tokenizer that was read cannot be written", e);
        }
    }
}
