package io.aifactory.factory.importing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.aifactory.factory.work.Watch;
import io.aifactory.tokenization.InvalidTokenizerException;
import io.aifactory.tokenization.SentencePiece;
import io.aifactory.tokenization.TokenizerJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * Takes a model that is in Hugging Face layout already as it is. Where it has only SentencePiece's
 * {@code tokenizer.model}, {@code tokenizer.json} is made of it.
 */
final class HuggingFaceImporter implements ModelImporter {
    private static final String SENTENCE_PIECE = "tokenizer.model";
    private static final ObjectMapper JSON = new ObjectMapper();

    @Override
    public Map<String, Path> run(
            Map<String, Path> sources, WeightType weights, Path folder, Watch watch)
            throws IOException {
        Map<String, Path> files = new TreeMap<>(sources);
        Path sentencePiece = files.remove(SENTENCE_PIECE);
        if (sentencePiece != null && !files.containsKey(Sources.TOKENIZER)) {
            Files.createDirectories(folder);
            Path made = folder.resolve(Sources.TOKENIZER);
            Files.write(made, tokenizerJson(sentencePiece, config(files)));
            files.put(Sources.TOKENIZER, made);
        }
        return files;
    }

    private static byte[] tokenizerJson(Path sentencePiece, JsonNode config) throws IOException {
        try {
            return TokenizerJson.write(
                    SentencePiece.read(
                            Sources.readSmall(sentencePiece, SentencePiece.MAX_BYTES),
                            config.path("add_bos_token").asBoolean(true),
                            config.path("add_eos_token").asBoolean(false)));
        } catch (InvalidTokenizerException e) {
            throw new ImportFailure(String.valueOf(e.getMessage()), e);
        }
    }

    private static JsonNode config(Map<String, Path> files) throws IOException {
        Path config = files.get(Sources.TOKENIZER_CONFIG);
        return config == null
                ? JSON.missingNode()
                : JSON.readTree(Sources.readSmall(config, SentencePiece.MAX_BYTES));
    }
}
