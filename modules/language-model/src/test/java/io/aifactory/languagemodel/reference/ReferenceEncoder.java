package io.aifactory.languagemodel.reference;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;

/** A whole BERT and what sentence-transformers puts behind it: tokens in, one vector out. */
public final class ReferenceEncoder {
    private final JsonNode config;
    private final String pooling;
    private final boolean normalised;
    private final double[] words;
    private final double[] positions;
    private final double[] types;
    private final Norm first;
    private final List<Block> blocks = new ArrayList<>();

    @SuppressWarnings("ArrayRecordComponent") // plain arrays throughout
    private record Norm(double[] weight, double[] bias) {}

    @SuppressWarnings("ArrayRecordComponent") // plain arrays throughout
    private record Linear(double[] weight, double[] bias) {
        double[] of(double[] x) {
            return PlainMath.plus(PlainMath.product(weight, x), bias);
        }
    }

    private record Block(
            Linear query,
            Linear key,
            Linear value,
            Linear out,
            Norm afterAttention,
            Linear up,
            Linear down,
            Norm afterFeedForward) {}

    /**
     * @param config text of {@code config.json}, with every key that matters
     * @param prefix before the name of each tensor
     * @param pooling {@code mean}, {@code cls} or {@code max}
     * @param weights asked for every tensor that such a model has
     */
    public ReferenceEncoder(
            String config,
            String prefix,
            String pooling,
            boolean normalised,
            RandomWeights weights) {
        try {
            this.config = new ObjectMapper().readTree(config);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
        this.pooling = pooling;
        this.normalised = normalised;
        String embeddings = prefix + "embeddings.";
        words = table(embeddings + "word_embeddings", "vocab_size", weights);
        positions = table(embeddings + "position_embeddings", "max_position_embeddings", weights);
        types = table(embeddings + "token_type_embeddings", "type_vocab_size", weights);
        first = norm(embeddings + "LayerNorm", weights);
        for (int layer = 0; layer < integer("num_hidden_layers"); layer++) {
            blocks.add(block(prefix + "encoder.layer." + layer + ".", weights));
        }
        // beside the encoder, and of no effect on the vector
        linear(prefix + "pooler.dense", hidden(), hidden(), weights);
    }

    private Block block(String name, RandomWeights weights) {
        int hidden = hidden();
        int wide = integer("intermediate_size");
        String self = name + "attention.self.";
        return new Block(
                linear(self + "query", hidden, hidden, weights),
                linear(self + "key", hidden, hidden, weights),
                linear(self + "value", hidden, hidden, weights),
                linear(name + "attention.output.dense", hidden, hidden, weights),
                norm(name + "attention.output.LayerNorm", weights),
                linear(name + "intermediate.dense", wide, hidden, weights),
                linear(name + "output.dense", hidden, wide, weights),
                norm(name + "output.LayerNorm", weights));
    }

    private double[] table(String name, String rows, RandomWeights weights) {
        return weights.make(name + ".weight", List.of((long) integer(rows), (long) hidden()), 0, 1);
    }

    private Norm norm(String name, RandomWeights weights) {
        return new Norm(
                weights.vector(name + ".weight", hidden(), 1),
                weights.vector(name + ".bias", hidden(), 0));
    }

    private static Linear linear(String name, long rows, long columns, RandomWeights weights) {
        return new Linear(
                weights.matrix(name + ".weight", rows, columns),
                weights.vector(name + ".bias", rows, 0));
    }

    /** The vector of one text. */
    public double[] embed(int[] tokens) {
        double[][] x = new double[tokens.length][];
        for (int t = 0; t < tokens.length; t++) {
            double[] word = PlainMath.slice(words, tokens[t], hidden());
            double[] position = PlainMath.slice(positions, t, hidden());
            double[] type = PlainMath.slice(types, 0, hidden());
            x[t] = normed(PlainMath.plus(PlainMath.plus(word, position), type), first);
        }
        for (Block block : blocks) {
            double[][] attended = attended(block, x);
            for (int t = 0; t < x.length; t++) {
                double[] after = PlainMath.plus(x[t], block.out().of(attended[t]));
                double[] h = normed(after, block.afterAttention());
                double[] y = block.down().of(activated(block.up().of(h)));
                x[t] = normed(PlainMath.plus(h, y), block.afterFeedForward());
            }
        }
        double[] vector = pooled(x);
        double length = Math.sqrt(PlainMath.dot(vector, vector));
        return normalised ? PlainMath.times(vector, 1 / length) : vector;
    }

    /** Every token sees every token. */
    private double[][] attended(Block block, double[][] x) {
        int heads = integer("num_attention_heads");
        int size = hidden() / heads;
        double[][] result = new double[x.length][hidden()];
        for (int t = 0; t < x.length; t++) {
            double[] query = block.query().of(x[t]);
            for (int head = 0; head < heads; head++) {
                double[] scores = new double[x.length];
                for (int s = 0; s < x.length; s++) {
                    double[] key = PlainMath.slice(block.key().of(x[s]), head, size);
                    scores[s] =
                            PlainMath.dot(PlainMath.slice(query, head, size), key)
                                    / Math.sqrt(size);
                }
                double[] shares = PlainMath.softmax(scores);
                for (int s = 0; s < x.length; s++) {
                    double[] value = PlainMath.slice(block.value().of(x[s]), head, size);
                    for (int i = 0; i < size; i++) {
                        result[t][head * size + i] += shares[s] * value[i];
                    }
                }
            }
        }
        return result;
    }

    private double[] activated(double[] x) {
        double[] y = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            y[i] =
                    switch (config.path("hidden_act").asText()) {
                        case "gelu" -> x[i] / 2 * (1 + PlainErf.of(x[i] / Math.sqrt(2)));
                        case "gelu_new" -> PlainMath.gelu(x[i]);
                        case "relu" -> Math.max(0, x[i]);
                        default -> throw new IllegalArgumentException(config.toString());
                    };
        }
        return y;
    }

    private double[] pooled(double[][] x) {
        double[] vector = x[0].clone();
        for (int t = 1; t < x.length && !pooling.equals("cls"); t++) {
            for (int i = 0; i < vector.length; i++) {
                vector[i] =
                        pooling.equals("max") ? Math.max(vector[i], x[t][i]) : vector[i] + x[t][i];
            }
        }
        return pooling.equals("mean") ? PlainMath.times(vector, 1.0 / x.length) : vector;
    }

    private double[] normed(double[] x, Norm norm) {
        double mean = 0;
        for (double value : x) {
            mean += value / x.length;
        }
        double variance = 0;
        for (double value : x) {
            variance += (value - mean) * (value - mean) / x.length;
        }
        double[] result = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            double scaled =
                    (x[i] - mean) / Math.sqrt(variance + config.path("layer_norm_eps").asDouble());
            result[i] = scaled * norm.weight()[i] + norm.bias()[i];
        }
        return result;
    }

    private int hidden() {
        return integer("hidden_size");
    }

    private int integer(String key) {
        return config.path(key).asInt();
    }
}
