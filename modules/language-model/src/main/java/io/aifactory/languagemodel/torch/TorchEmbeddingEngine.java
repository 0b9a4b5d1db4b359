package io.aifactory.languagemodel.torch;

import io.aifactory.languagemodel.Device;
import io.aifactory.languagemodel.ModelFiles;
import io.aifactory.languagemodel.Precision;
import io.aifactory.languagemodel.embedding.EmbedderConfig;
import io.aifactory.languagemodel.embedding.EmbedderFiles;
import io.aifactory.languagemodel.embedding.EmbedderMemory;
import io.aifactory.languagemodel.embedding.EmbeddingEngine;
import io.aifactory.languagemodel.torch.DecoderLayout.Fused;
import io.aifactory.languagemodel.weights.WeightFiles;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;

/** Runs an encoder's graph, one call for each batch of inputs. */
final class TorchEmbeddingEngine implements EmbeddingEngine {
    private static final double[] NO_REALS = {0};

    private final Graph graph;
    private final EmbedderConfig config;
    private final Graph.Tensors weights;
    private final Graph.Tensors tables;

    private TorchEmbeddingEngine(
            Graph graph,
            EmbedderConfig config,
            List<Graph.Tensor> weights,
            List<Graph.Tensor> tables) {
        this.graph = graph;
        this.config = config;
        this.weights = graph.list(weights);
        this.tables = graph.list(tables);
    }

    static EmbeddingEngine load(ModelFiles files, Device device, Precision precision)
            throws IOException {
        EmbedderConfig config = EmbedderFiles.read(files);
        try (WeightFiles weights = WeightFiles.open(files)) {
            List<Fused> layout = EncoderTensors.layout(config, weights);
            Graph graph =
                    TorchGraph.open(
                            GraphSource.encoder(config, precision),
                            device,
                            TorchGraph.Mode.INFERENCE);
            try {
                GraphWeights store = new GraphWeights(graph, layout, precision);
                return new TorchEmbeddingEngine(
                        graph, config, store.load(weights::require), tables(graph, config));
            } catch (Throwable failure) {
                graph.close();
                throw failure;
            }
        }
    }

    private static List<Graph.Tensor> tables(Graph graph, EmbedderConfig config) {
        long[] whole = {config.layers(), config.heads(), config.normalised() ? 1 : 0};
        double[] real = {config.normEpsilon()};
        return List.of(
                graph.create("whole", whole, NO_REALS), graph.create("real", new long[1], real));
    }

    @Override
    public EmbedderConfig config() {
        return config;
    }

    @Override
    public long parameters() {
        return EmbedderMemory.parameters(config);
    }

    @Override
    public List<float[]> embed(List<int[]> inputs) {
        EmbeddingPlan plan = EmbeddingPlan.of(config, inputs);
        FloatBuffer numbers =
                graph.read("embed", plan.integers(), NO_REALS, weights, tables)
                        .order(ByteOrder.nativeOrder())
                        .asFloatBuffer();
        float[][] vectors = new float[inputs.size()][config.dimensions()];
        for (int index : plan.order()) {
            numbers.get(vectors[index]);
        }
        return Arrays.asList(vectors);
    }

    /** Bytes of weights. */
    long heldBytes() {
        return (long)
                graph.compute("held", new long[1], NO_REALS, weights, tables, tables, tables)[0];
    }

    @Override
    public void close() {
        graph.close();
    }
}
