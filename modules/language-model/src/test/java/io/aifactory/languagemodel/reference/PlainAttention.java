package io.aifactory.languagemodel.reference;

import java.util.Optional;

/** One block's attention, over all tokens of a text. */
final class PlainAttention {
    private final PlainFamily family;
    private final int layer;
    private final double[] query;
    private final double[] key;
    private final double[] value;
    private final double[] out;
    private final double[] queryBias;
    private final double[] keyBias;
    private final double[] valueBias;
    private final double[] outBias;
    private final Optional<double[]> queryNorm;
    private final Optional<double[]> keyNorm;

    PlainAttention(PlainFamily family, int layer, String prefix, RandomWeights weights) {
        this.family = family;
        this.layer = layer;
        int hidden = family.hidden();
        int queries = family.heads() * family.headSize();
        int keys = family.groups() * family.headSize();
        query = weights.matrix(prefix + "q_proj.weight", queries, hidden);
        key = weights.matrix(prefix + "k_proj.weight", keys, hidden);
        value = weights.matrix(prefix + "v_proj.weight", keys, hidden);
        out = weights.matrix(prefix + "o_proj.weight", hidden, queries);
        boolean in = family.inputBias();
        queryBias = in ? weights.vector(prefix + "q_proj.bias", queries, 0) : new double[queries];
        keyBias = in ? weights.vector(prefix + "k_proj.bias", keys, 0) : new double[keys];
        valueBias = in ? weights.vector(prefix + "v_proj.bias", keys, 0) : new double[keys];
        outBias =
                family.outputBias()
                        ? weights.vector(prefix + "o_proj.bias", hidden, 0)
                        : new double[hidden];
        int size = family.headSize();
        double mean = family.normMean();
        queryNorm =
                family.headNorms()
                        ? Optional.of(weights.vector(prefix + "q_norm.weight", size, mean))
                        : Optional.empty();
        keyNorm =
                family.headNorms()
                        ? Optional.of(weights.vector(prefix + "k_norm.weight", size, mean))
                        : Optional.empty();
    }

    /** The output for every token; x is already normalised. */
    double[][] of(double[][] x) {
        int size = family.headSize();
        double[][][] q = new double[x.length][family.heads()][];
        double[][][] k = new double[x.length][family.groups()][];
        double[][][] v = new double[x.length][family.groups()][];
        for (int t = 0; t < x.length; t++) {
            double[] qs = PlainMath.plus(PlainMath.product(query, x[t]), queryBias);
            double[] ks = PlainMath.plus(PlainMath.product(key, x[t]), keyBias);
            double[] vs = PlainMath.plus(PlainMath.product(value, x[t]), valueBias);
            for (int head = 0; head < family.heads(); head++) {
                q[t][head] = placed(PlainMath.slice(qs, head, size), queryNorm, t);
            }
            for (int group = 0; group < family.groups(); group++) {
                k[t][group] = placed(PlainMath.slice(ks, group, size), keyNorm, t);
                v[t][group] = PlainMath.slice(vs, group, size);
            }
        }
        double[][] result = new double[x.length][];
        for (int t = 0; t < x.length; t++) {
            double[] all = new double[family.heads() * size];
            for (int head = 0; head < family.heads(); head++) {
                int group = head / (family.heads() / family.groups());
                double[] mixed = mixed(q[t][head], k, v, t, group);
                System.arraycopy(mixed, 0, all, head * size, size);
            }
            result[t] = PlainMath.plus(PlainMath.product(out, all), outBias);
        }
        return result;
    }

    private double[] placed(double[] head, Optional<double[]> norm, int position) {
        double[] normed =
                norm.map(scales ->
                                PlainMath.norm(head, scales, family.normAdded(), family.epsilon()))
                        .orElse(head);
        return family.rope(layer).map(rope -> rope.turned(normed, position)).orElse(normed);
    }

    private double[] mixed(double[] q, double[][][] k, double[][][] v, int t, int group) {
        int window = family.window(layer);
        int first = window == 0 ? 0 : Math.max(0, t - window + 1);
        double[] scores = new double[t + 1 - first];
        for (int s = first; s <= t; s++) {
            scores[s - first] = PlainMath.dot(q, k[s][group]) * family.scoreScale();
        }
        double[] shares = PlainMath.softmax(PlainMath.capped(scores, family.scoreCap()));
        double[] sum = new double[q.length];
        for (int s = first; s <= t; s++) {
            sum = PlainMath.plus(sum, PlainMath.times(v[s][group], shares[s - first]));
        }
        return sum;
    }
}
