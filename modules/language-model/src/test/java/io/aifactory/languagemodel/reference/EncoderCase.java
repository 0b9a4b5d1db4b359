package io.aifactory.languagemodel.reference;

import io.aifactory.languagemodel.weights.TensorType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A tiny embedding model, every setting at a value that shows.
 *
 * @param type of the weights in the files
 * @param prefix before the name of each tensor
 * @param activation {@code hidden_act}
 * @param types {@code type_vocab_size}
 * @param pooling {@code mean}, {@code cls} or {@code max}; empty: the model says nothing of it
 * @param normalised whether a Normalize module follows
 */
public record EncoderCase(
        String name,
        TensorType type,
        String prefix,
        String activation,
        int types,
        Optional<String> pooling,
        boolean normalised) {
    public static final int VOCABULARY = 89;
    public static final int POSITIONS = 40;
    public static final int HIDDEN = 48;

    /** Text of {@code config.json}. */
    public String config() {
        return """
        {"architectures": ["BertModel"], "model_type": "bert", "vocab_size": %d,
         "hidden_size": %d, "num_attention_heads": 6, "num_hidden_layers": 3,
         "intermediate_size": 80, "max_position_embeddings": %d, "layer_norm_eps": 0.02,
         "hidden_act": "%s", "type_vocab_size": %d}
        """
                .formatted(VOCABULARY, HIDDEN, POSITIONS, activation, types);
    }

    /** What it computes. */
    public ReferenceEncoder reference(RandomWeights weights) {
        return new ReferenceEncoder(config(), prefix, pooling.orElse("mean"), normalised, weights);
    }

    /** Writes the model and returns the encoder that says what it computes. */
    public ReferenceEncoder write(Path folder) throws IOException {
        RandomWeights weights = weights();
        ReferenceEncoder encoder = reference(weights);
        weights.write(folder, config());
        if (pooling.isPresent()) {
            Files.writeString(folder.resolve("modules.json"), modules());
            Path own = Files.createDirectories(folder.resolve("1_Pooling"));
            Files.writeString(own.resolve("config.json"), pooling(pooling.get()));
        }
        return encoder;
    }

    public RandomWeights weights() {
        return new RandomWeights(type, name.hashCode());
    }

    private String modules() {
        String transformer =
                "{\"idx\": 0, \"name\": \"0\", \"path\": \"\", \"type\": \"sentence_transformers.models.Transformer\"}";
        String pool =
                "{\"idx\": 1, \"name\": \"1\", \"path\": \"1_Pooling\", \"type\": \"sentence_transformers.models.Pooling\"}";
        String normalize =
                "{\"idx\": 2, \"name\": \"2\", \"path\": \"2_Normalize\", \"type\": \"sentence_transformers.models.Normalize\"}";
        return "[" + transformer + ", " + pool + (normalised ? ", " + normalize : "") + "]";
    }

    private static String pooling(String kind) {
        return """
        {"word_embedding_dimension": %d, "pooling_mode_cls_token": %s,
         "pooling_mode_mean_tokens": %s, "pooling_mode_max_tokens": %s,
         "pooling_mode_mean_sqrt_len_tokens": false}
        """
                .formatted(HIDDEN, kind.equals("cls"), kind.equals("mean"), kind.equals("max"));
    }

    @Override
    public String toString() {
        return name;
    }

    /** Each variation at least once. */
    public static Stream<EncoderCase> all() {
        return Stream.of(
                new EncoderCase(
                        "as all-MiniLM", TensorType.F16, "", "gelu", 2, Optional.empty(), true),
                new EncoderCase(
                        "mean, not normalised",
                        TensorType.F32,
                        "bert.",
                        "gelu_new",
                        1,
                        Optional.of("mean"),
                        false),
                new EncoderCase(
                        "first token",
                        TensorType.BF16,
                        "bert.",
                        "relu",
                        3,
                        Optional.of("cls"),
                        true),
                new EncoderCase(
                        "largest", TensorType.F32, "", "gelu", 2, Optional.of("max"), false));
    }
}
