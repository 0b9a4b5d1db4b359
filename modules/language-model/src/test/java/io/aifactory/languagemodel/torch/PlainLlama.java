package io.aifactory.languagemodel.torch;

import io.aifactory.languagemodel.ModelConfig;
import io.aifactory.languagemodel.ModelFiles;
import io.aifactory.languagemodel.weights.RawTensor;
import io.aifactory.languagemodel.weights.WeightFiles;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * The Llama forward pass in double precision, one token after the other, written from the formulas
 * in the plainest way: rotary halves as in the Hugging Face layout, no caches, no fused weights.
 */
final class PlainLlama {
    private final ModelConfig config;
    private final Map<String, double[]> weights = new HashMap<>();

    PlainLlama(ModelConfig config, Path folder) throws IOException {
        this.config = config;
        try (WeightFiles files = WeightFiles.open(ModelFiles.inFolder(folder))) {
            for (String name : files.names()) {
                RawTensor raw = files.require(name);
                float[] floats = raw.bytes().toArray(ValueLayout.JAVA_FLOAT_UNALIGNED);
                double[] values = new double[floats.length];
                for (int i = 0; i < values.length; i++) {
                    values[i] = floats[i];
                }
                weights.put(name, values);
            }
        }
    }

    /** Logits after every token. */
    double[][] logits(int[] tokens) {
        double[][] x = new double[tokens.length][];
        for (int t = 0; t < tokens.length; t++) {
            x[t] = row(weight("model.embed_tokens.weight"), tokens[t], config.hidden());
        }
        for (int layer = 0; layer < config.layers(); layer++) {
            block(x, "model.layers." + layer + ".");
        }
        double[] head =
                weight(config.tiedEmbeddings() ? "model.embed_tokens.weight" : "lm_head.weight");
        double[][] logits = new double[tokens.length][];
        for (int t = 0; t < tokens.length; t++) {
            logits[t] = product(head, norm(x[t], weight("model.norm.weight")));
        }
        return logits;
    }

    /** Sum of nats of a row's targets. */
    double nats(int[] row) {
        double[][] logits = logits(java.util.Arrays.copyOf(row, row.length - 1));
        double nats = 0;
        for (int t = 0; t + 1 < row.length; t++) {
            double sum = 0;
            for (double logit : logits[t]) {
                sum += Math.exp(logit);
            }
            nats += Math.log(sum) - logits[t][row[t + 1]];
        }
        return nats;
    }

    private void block(double[][] x, String prefix) {
        int size = config.headSize();
        double[][] q = new double[x.length][];
        double[][] k = new double[x.length][];
        double[][] v = new double[x.length][];
        for (int t = 0; t < x.length; t++) {
            double[] h = norm(x[t], weight(prefix + "input_layernorm.weight"));
            q[t] = rotate(product(weight(prefix + "self_attn.q_proj.weight"), h), t);
            k[t] = rotate(product(weight(prefix + "self_attn.k_proj.weight"), h), t);
            v[t] = product(weight(prefix + "self_attn.v_proj.weight"), h);
        }
        int share = config.heads() / config.keyValueHeads();
        for (int t = 0; t < x.length; t++) {
            double[] attended = new double[config.heads() * size];
            for (int head = 0; head < config.heads(); head++) {
                int from = head / share * size;
                double[] weight = new double[t + 1];
                double sum = 0;
                for (int s = 0; s <= t; s++) {
                    double score = 0;
                    for (int i = 0; i < size; i++) {
                        score += q[t][head * size + i] * k[s][from + i];
                    }
                    weight[s] = Math.exp(score / Math.sqrt(size));
                    sum += weight[s];
                }
                for (int s = 0; s <= t; s++) {
                    for (int i = 0; i < size; i++) {
                        attended[head * size + i] += weight[s] / sum * v[s][from + i];
                    }
                }
            }
            add(x[t], product(weight(prefix + "self_attn.o_proj.weight"), attended));
            double[] h = norm(x[t], weight(prefix + "post_attention_layernorm.weight"));
            double[] gate = product(weight(prefix + "mlp.gate_proj.weight"), h);
            double[] up = product(weight(prefix + "mlp.up_proj.weight"), h);
            for (int i = 0; i < gate.length; i++) {
                gate[i] = gate[i] / (1 + Math.exp(-gate[i])) * up[i];
            }
            add(x[t], product(weight(prefix + "mlp.down_proj.weight"), gate));
        }
    }

    private double[] rotate(double[] x, int position) {
        int size = config.headSize();
        double[] turned = new double[x.length];
        for (int head = 0; head < x.length / size; head++) {
            for (int i = 0; i < size / 2; i++) {
                double angle = position * Math.pow(10_000, -2.0 * i / size);
                double a = x[head * size + i];
                double b = x[head * size + i + size / 2];
                turned[head * size + i] = a * Math.cos(angle) - b * Math.sin(angle);
                turned[head * size + i + size / 2] = b * Math.cos(angle) + a * Math.sin(angle);
            }
        }
        return turned;
    }

    private double[] norm(double[] x, double[] scales) {
        double squares = 0;
        for (double value : x) {
            squares += value * value;
        }
        double scale = 1 / Math.sqrt(squares / x.length + config.normEpsilon());
        double[] normed = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            normed[i] = x[i] * scale * scales[i];
        }
        return normed;
    }

    private static double[] product(double[] matrix, double[] x) {
        double[] result = new double[matrix.length / x.length];
        for (int r = 0; r < result.length; r++) {
            for (int c = 0; c < x.length; c++) {
                result[r] += matrix[r * x.length + c] * x[c];
            }
        }
        return result;
    }

    private double[] weight(String name) {
        return Objects.requireNonNull(weights.get(name), name);
    }

    private static double[] row(double[] matrix, int row, int columns) {
        return java.util.Arrays.copyOfRange(matrix, row * columns, (row + 1) * columns);
    }

    private static void add(double[] x, double[] y) {
        for (int i = 0; i < x.length; i++) {
            x[i] += y[i];
        }
    }
}
