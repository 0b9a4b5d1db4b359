package io.aifactory.languagemodel.torch;

import io.aifactory.languagemodel.ModelConfig;
import io.aifactory.languagemodel.inference.EngineVitals;
import io.aifactory.languagemodel.inference.InferenceEngine;
import io.aifactory.languagemodel.inference.KeyValueMemory;
import io.aifactory.languagemodel.inference.SampledToken;
import io.aifactory.languagemodel.inference.StepItem;
import io.aifactory.languagemodel.inference.StepUnderWay;
import io.aifactory.languagemodel.inference.TokenScores;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/** Runs a graph step by step over slots that it keeps on the device. */
final class TorchInferenceEngine implements InferenceEngine {
    private final Graph graph;
    private final ModelConfig config;
    private final long parameters;
    private final Graph.Tensors weights;
    private final Graph.Tensors tables;
    private final Graph.Tensors caches;
    private final TorchKeyValues keyValues;
    private final int adapters;
    private final Graph.Tensors newest;

    /** Slots whose newest token the last step has left on the device. */
    private BitSet onDevice = new BitSet();

    private long graphNanos;

    /**
     * @param weights in the order of the layout; then those of adapters
     * @param tables in the order of {@link GraphWeights#tables}
     * @param newest where the device keeps the newest token of each slot
     */
    TorchInferenceEngine(
            Graph graph,
            ModelConfig config,
            long parameters,
            List<Graph.Tensor> weights,
            List<Graph.Tensor> tables,
            TorchKeyValues keyValues,
            Graph.Tensor newest,
            int adapters) {
        this.graph = graph;
        this.config = config;
        this.parameters = parameters;
        this.weights = graph.list(weights);
        this.tables = graph.list(tables);
        this.caches = keyValues.slots();
        this.keyValues = keyValues;
        this.newest = graph.list(List.of(newest));
        this.adapters = adapters;
    }

    @Override
    public ModelConfig config() {
        return config;
    }

    @Override
    public long parameters() {
        return parameters;
    }

    @Override
    public int slots() {
        return keyValues.room().slots();
    }

    @Override
    public int slotTokens() {
        return keyValues.room().slotTokens();
    }

    @Override
    public int adapters() {
        return adapters;
    }

    @Override
    public EngineVitals vitals() {
        return new EngineVitals(graph.handles(), graphNanos);
    }

    @Override
    public KeyValueMemory memory() {
        return keyValues;
    }

    @Override
    public List<List<SampledToken>> step(List<StepItem> batch) {
        StepPlan plan = StepPlan.of(config, slots(), slotTokens(), adapters, batch, false);
        onDevice = new BitSet();
        SamplingPlan sampling = plan.sampling(config, batch);
        long[] integers = plan.with(sampling);
        long start = System.nanoTime();
        double[] numbers =
                graph.compute("step", integers, sampling.reals(), weights, tables, caches);
        graphNanos += System.nanoTime() - start;
        return plan.byItem(sampling.results(numbers));
    }

    @Override
    public boolean canRunAhead() {
        return true;
    }

    @Override
    public StepUnderWay begin(List<StepItem> batch) {
        StepPlan plan =
                StepPlan.of(config, slots(), slotTokens(), adapters, batch, false, onDevice);
        SamplingPlan sampling = plan.sampling(config, batch);
        long[] integers = plan.with(sampling);
        long start = System.nanoTime();
        Graph.Pending pending =
                graph.begin("begun", integers, sampling.reals(), weights, tables, caches, newest);
        graphNanos += System.nanoTime() - start;
        onDevice = StepPlan.given(batch);
        return () -> {
            long asked = System.nanoTime();
            double[] numbers = pending.numbers();
            graphNanos += System.nanoTime() - asked;
            return plan.byItem(sampling.results(numbers));
        };
    }

    @Override
    public float[][] logits(List<StepItem> batch) {
        StepPlan plan = StepPlan.of(config, slots(), slotTokens(), adapters, batch, true);
        double[] none = {0};
        double[] all = graph.compute("logits", plan.integers(), none, weights, tables, caches);
        float[][] rows = new float[batch.size()][config.vocabulary()];
        for (int i = 0; i < batch.size(); i++) {
            float[] row = rows[plan.asked().get(i)];
            for (int token = 0; token < row.length; token++) {
                row[token] = (float) all[i * row.length + token];
            }
        }
        return rows;
    }

    @Override
    public TokenScores score(StepItem item, int[] next) {
        StepPlan.check(config, slots(), slotTokens(), adapters, List.of(item), new BitSet());
        long[] integers = ScoredRows.integers(config, slotTokens(), item, next);
        double[] none = {0};
        return ScoredRows.scores(graph.compute("scored", integers, none, weights, tables, caches));
    }

    /** Bytes of weights, of rotations, of the slots, and of the pool. */
    long[] heldBytes() {
        double[] none = {0};
        double[] held =
                graph.compute(
                        "held", new long[] {0}, none, weights, tables, caches, keyValues.pool());
        return Arrays.stream(held).mapToLong(bytes -> (long) bytes).toArray();
    }

    @Override
    public void close() {
        graph.close();
    }
}
