package io.aifactory.scheduler.testing;

import com.google.protobuf.ByteString;
import io.aifactory.contracts.worker.v1.EmbedRequest;
import io.aifactory.contracts.worker.v1.EmbedResponse;
import io.aifactory.contracts.worker.v1.Embedding;
import io.aifactory.contracts.worker.v1.ModelDescription;
import io.aifactory.contracts.worker.v1.ModelTask;
import io.aifactory.contracts.worker.v1.TokenList;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What an embedding worker in a test speaks: WordPiece, and vectors that show the tokens. */
public final class FakeEmbeddings {
    public static final int DIMENSIONS = 3;
    public static final int VOCABULARY = 8;
    public static final int CLS = 2;
    public static final int SEP = 3;
    public static final int CAT = 5;
    public static final int PLURAL = 6;
    public static final int SITS = 7;

    private FakeEmbeddings() {}

    /**
     * The words {@code a}, {@code cat}, {@code cats} and {@code sits}, in {@code [CLS] … [SEP]}.
     */
    public static byte[] tokenizerJson() {
        return """
        {"version": "1.0", "truncation": null, "padding": null,
         "added_tokens": [
          {"id": 0, "content": "[PAD]", "special": true, "single_word": false, "lstrip": false, "rstrip": false, "normalized": false},
          {"id": 1, "content": "[UNK]", "special": true, "single_word": false, "lstrip": false, "rstrip": false, "normalized": false},
          {"id": 2, "content": "[CLS]", "special": true, "single_word": false, "lstrip": false, "rstrip": false, "normalized": false},
          {"id": 3, "content": "[SEP]", "special": true, "single_word": false, "lstrip": false, "rstrip": false, "normalized": false}],
         "normalizer": {"type": "BertNormalizer", "clean_text": true, "handle_chinese_chars": true, "strip_accents": null, "lowercase": true},
         "pre_tokenizer": {"type": "BertPreTokenizer"},
         "post_processor": {"type": "TemplateProcessing",
          "single": [{"SpecialToken": {"id": "[CLS]", "type_id": 0}}, {"Sequence": {"id": "A", "type_id": 0}}, {"SpecialToken": {"id": "[SEP]", "type_id": 0}}],
          "pair": [{"SpecialToken": {"id": "[CLS]", "type_id": 0}}, {"Sequence": {"id": "A", "type_id": 0}}, {"SpecialToken": {"id": "[SEP]", "type_id": 0}}, {"Sequence": {"id": "B", "type_id": 1}}, {"SpecialToken": {"id": "[SEP]", "type_id": 1}}],
          "special_tokens": {"[CLS]": {"id": "[CLS]", "ids": [2], "tokens": ["[CLS]"]}, "[SEP]": {"id": "[SEP]", "ids": [3], "tokens": ["[SEP]"]}}},
         "decoder": {"type": "WordPiece", "prefix": "##", "cleanup": true},
         "model": {"type": "WordPiece", "unk_token": "[UNK]", "continuing_subword_prefix": "##", "max_input_chars_per_word": 100,
          "vocab": {"[PAD]": 0, "[UNK]": 1, "[CLS]": 2, "[SEP]": 3, "a": 4, "cat": 5, "##s": 6, "sits": 7}}}
        """
                .getBytes(StandardCharsets.UTF_8);
    }

    /** What a model that speaks it says of itself. */
    static ModelDescription.Builder description() {
        return ModelDescription.newBuilder()
                .setVocabulary(VOCABULARY)
                .setTask(ModelTask.MODEL_TASK_EMBED)
                .setEmbeddingDimensions(DIMENSIONS)
                .setTokenizerJson(ByteString.copyFrom(tokenizerJson()));
    }

    /** What an input's vector is: its length, its first token, and minus a third of its second. */
    public static List<Float> vector(List<Integer> tokens) {
        return List.of((float) tokens.size(), (float) tokens.getFirst(), -tokens.get(1) / 3f);
    }

    static EmbedResponse answer(EmbedRequest request) {
        EmbedResponse.Builder response = EmbedResponse.newBuilder().setJoulesEstimated(true);
        int tokens = 0;
        List<Embedding> embeddings = new ArrayList<>();
        for (TokenList input : request.getInputsList()) {
            tokens += input.getTokensCount();
            embeddings.add(
                    Embedding.newBuilder().addAllValues(vector(input.getTokensList())).build());
        }
        return response.addAllEmbeddings(embeddings)
                .setPromptTokens(tokens)
                .setJoules(tokens * FakeWorker.JOULES_PER_TOKEN)
                .build();
    }
}
