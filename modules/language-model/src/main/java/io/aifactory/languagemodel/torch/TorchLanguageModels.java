package io.aifactory.languagemodel.torch;

import io.aifactory.languagemodel.Device;
import io.aifactory.languagemodel.LanguageModels;
import io.aifactory.languagemodel.ModelConfig;
import io.aifactory.languagemodel.ModelConfigFile;
import io.aifactory.languagemodel.ModelFiles;
import io.aifactory.languagemodel.ModelFormatException;
import io.aifactory.languagemodel.Precision;
import io.aifactory.languagemodel.adapter.AdapterFiles;
import io.aifactory.languagemodel.adapter.AdapterRoom;
import io.aifactory.languagemodel.adapter.Adapters;
import io.aifactory.languagemodel.embedding.EmbeddingEngine;
import io.aifactory.languagemodel.inference.InferenceEngine;
import io.aifactory.languagemodel.training.OptimizerSettings;
import io.aifactory.languagemodel.training.TrainingEngine;
import io.aifactory.languagemodel.weights.WeightFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/** Engines on libtorch. Training computes in float32. */
public final class TorchLanguageModels implements LanguageModels {
    private final DecoderGraphs graphs;

    /** Engines that take what is fastest on their device. */
    public TorchLanguageModels() {
        this(DecoderGraphs.FASTEST);
    }

    TorchLanguageModels(DecoderGraphs graphs) {
        this.graphs = graphs;
    }

    @Override
    public InferenceEngine load(
            ModelFiles files,
            Device device,
            Precision precision,
            int slots,
            int slotTokens,
            int poolBlocks,
            List<AdapterFiles> adapters) {
        try {
            ModelConfig config =
                    ModelConfigFile.read(
                            files.find(ModelConfigFile.NAME)
                                    .orElseThrow(() ->
                                            new ModelFormatException(
                                                    "the model has no config.json")));
            int tokens = slotTokens == 0 ? config.contextTokens() : slotTokens;
            if (poolBlocks < 0) {
                throw new IllegalArgumentException(poolBlocks + " blocks of a pool");
            }
            if (slots < 1 || tokens < 1 || tokens > config.contextTokens()) {
                throw new IllegalArgumentException(
                        "%d slots of %d tokens do not fit a context of %d"
                                .formatted(slots, tokens, config.contextTokens()));
            }
            try (WeightFiles weights = WeightFiles.open(files);
                    Adapters opened = Adapters.open(adapters, config)) {
                KeyValueRoom room = new KeyValueRoom(config, slots, tokens, poolBlocks);
                return load(config, weights, opened, device, precision, room);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private InferenceEngine load(
            ModelConfig config,
            WeightFiles weights,
            Adapters adapters,
            Device device,
            Precision precision,
            KeyValueRoom room) {
        int count = adapters.adapters().size();
        DecoderForm form = graphs.form(config, precision, device, count > 0);
        DecoderLayout layout =
                form.products() == DecoderForm.Products.PACKED
                        ? DecoderTensors.packed(config, precision)
                        : DecoderTensors.layout(config, precision);
        layout.requireFits(weights);
        GraphSource source = graphs.source(config, form);
        Graph graph = TorchGraph.open(source, device, TorchGraph.Mode.INFERENCE);
        try {
            GraphWeights store = new GraphWeights(graph, layout, precision);
            List<Graph.Tensor> loaded = store.load(weights::require);
            AdapterRoom stacks = adapters.room(config);
            AdapterLayout places = AdapterLayout.after(loaded.size(), stacks);
            loaded.addAll(
                    new AdapterWeights(graph, store, layout).load(stacks, adapters.adapters()));
            TorchKeyValues keyValues = TorchKeyValues.zeros(graph, store, precision, room);
            GraphTables numbers = GraphTables.of(config, layout, places, precision);
            List<Graph.Tensor> tables = store.tables(numbers, config.headSize(), room.slotTokens());
            return new TorchInferenceEngine(
                    graph,
                    config,
                    layout.parameters(),
                    loaded,
                    tables,
                    keyValues,
                    store.tokens(room.slots()),
                    count);
        } catch (Throwable failure) {
            graph.close();
            throw failure;
        }
    }

    @Override
    public EmbeddingEngine loadEmbedder(ModelFiles files, Device device, Precision precision) {
        try {
            return TorchEmbeddingEngine.load(files, device, precision);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public boolean multiplies(Precision precision, Device device) {
        return Packing.works(precision, device);
    }

    @Override
    public void useThreads(int threads) {
        TorchRuntime.useThreads(threads);
    }

    @Override
    public TrainingEngine create(
            ModelConfig config, OptimizerSettings optimizer, Device device, long seed) {
        Graph graph = openForTraining(config, device);
        try {
            return TorchTrainingEngine.create(graph, config, optimizer, seed);
        } catch (Throwable failure) {
            graph.close();
            throw failure;
        }
    }

    @Override
    public TrainingEngine restore(
            ModelConfig config, OptimizerSettings optimizer, Device device, Path checkpoint) {
        Graph graph = openForTraining(config, device);
        try {
            return TorchTrainingEngine.restore(graph, config, optimizer, checkpoint);
        } catch (IOException e) {
            graph.close();
            throw new UncheckedIOException(e);
        } catch (Throwable failure) {
            graph.close();
            throw failure;
        }
    }

    private static Graph openForTraining(ModelConfig config, Device device) {
        config.problem()
                .ifPresent(problem -> {
                    throw new ModelFormatException("impossible model: " + problem);
                });
        if (!config.likeLlama()) {
            throw new ModelFormatException(
                    "training supports models built as Llama 2 is, not " + config.architecture());
        }
        return TorchGraph.open(GraphSource.training(config), device, TorchGraph.Mode.TRAINING);
    }
}
