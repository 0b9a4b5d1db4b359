package io.aifactory.languagemodel;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aifactory.languagemodel.config.DecoderFamilies;
import io.aifactory.languagemodel.decoder.DecoderLayer;
import io.aifactory.languagemodel.decoder.FeedForward;
import io.aifactory.languagemodel.decoder.Position;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Reads and writes {@code config.json} of Hugging Face's {@code transformers}. Absent keys get the
 * defaults of the family's configuration there; a setting that would change the mathematics and is
 * not implemented is an error, never ignored.
 */
public final class ModelConfigFile {
    public static final String NAME = "config.json";
    private static final long MAX_BYTES = 1 << 20;
    private static final ObjectMapper JSON = new ObjectMapper();

    private ModelConfigFile() {}

    /**
     * @throws ModelFormatException if the file is not a configuration this factory can run
     */
    public static ModelConfig read(Path file) throws IOException {
        if (Files.size(file) > MAX_BYTES) {
            throw bad("is larger than " + MAX_BYTES + " bytes");
        }
        return parse(Files.readString(file));
    }

    /** As {@link #read}, from the text. */
    public static ModelConfig parse(String json) {
        JsonNode root;
        try {
            root = JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new ModelFormatException(NAME + " is not valid JSON", e);
        }
        if (!root.isObject()) {
            throw bad("is not a JSON object");
        }
        return DecoderFamilies.read(root);
    }

    /**
     * The configuration as {@code transformers} 4 and 5 both read it, in a fixed order of keys.
     *
     * @throws IllegalArgumentException if the model is not one that the training engine makes
     */
    public static String write(ModelConfig config) {
        if (!config.likeLlama()) {
            throw new IllegalArgumentException("only models like Llama are written");
        }
        DecoderLayer block = config.blocks().getFirst();
        FeedForward.Gated feedForward = (FeedForward.Gated) block.feedForward();
        Position.Rotary position = (Position.Rotary) block.position();
        ObjectNode root = JSON.createObjectNode();
        root.putArray("architectures").add(config.architecture());
        root.put("attention_bias", false);
        if (config.bosToken() >= 0) {
            root.put("bos_token_id", config.bosToken());
        } else {
            root.putNull("bos_token_id");
        }
        switch (config.eosTokens().size()) {
            case 0 -> root.putNull("eos_token_id");
            case 1 -> root.put("eos_token_id", config.eosTokens().getFirst());
            default -> config.eosTokens().forEach(root.putArray("eos_token_id")::add);
        }
        root.put("head_dim", config.headSize());
        root.put("hidden_act", "silu");
        root.put("hidden_size", config.hidden());
        root.put("intermediate_size", feedForward.intermediate());
        root.put("max_position_embeddings", config.contextTokens());
        root.put("mlp_bias", false);
        root.put("model_type", "llama");
        root.put("num_attention_heads", config.heads());
        root.put("num_hidden_layers", config.layers());
        root.put("num_key_value_heads", config.keyValueHeads());
        root.put("rms_norm_eps", config.normEpsilon());
        root.putNull("rope_scaling");
        root.put("rope_theta", position.theta());
        root.put("tie_word_embeddings", config.tiedEmbeddings());
        root.put("torch_dtype", "float32");
        root.put("vocab_size", config.vocabulary());
        return root.toPrettyString() + "\n";
    }

    private static ModelFormatException bad(String fault) {
        return new ModelFormatException(NAME + " " + fault);
    }
}
