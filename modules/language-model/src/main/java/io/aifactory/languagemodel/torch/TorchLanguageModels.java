package io.aifactory.languagemodel.torch;

import io.aifactory.languagemodel.Device;
import io.aifactory.languagemodel.LanguageModels;
import io.aifactory.languagemodel.ModelConfig;
import io.aifactory.languagemodel.ModelConfigFile;
import io.aifactory.languagemodel.ModelFiles;
import io.aifactory.languagemodel.ModelFormatException;
import io.aifactory.languagemodel.inference.InferenceEngine;
import io.aifactory.languagemodel.training.OptimizerSettings;
import io.aifactory.languagemodel.training.TrainingEngine;
import io.aifactory.languagemodel.weights.WeightFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Engines on libtorch, computing in float32. */
public final class TorchLanguageModels implements LanguageModels {
    @Override
    public InferenceEngine load(ModelFiles files, Device device, int slots, int slotTokens) {
        try {
            ModelConfig config =
                    ModelConfigFile.read(
                            files.find(ModelConfigFile.NAME)
                                    .orElseThrow(() ->
                                            new ModelFormatException(
                                                    "the model has no config.json")));
            int tokens = slotTokens == 0 ? config.contextTokens() : slotTokens;
            if (slots < 1 || tokens < 1 || tokens > config.contextTokens()) {
                throw new IllegalArgumentException(
                        "%d slots of %d tokens do not fit a context of %d"
                                .formatted(slots, tokens, config.contextTokens()));
            }
            try (WeightFiles weights = WeightFiles.open(files)) {
                return load(config, weights, device, slots, tokens);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InferenceEngine load(
            ModelConfig config, WeightFiles weights, Device device, int slots, int slotTokens) {
        LlamaLayout layout = LlamaLayout.of(config);
        layout.requireNothingElse(weights.names());
        Graph graph = TorchGraph.open("llama", "Llama", device, TorchGraph.Mode.INFERENCE);
        try {
            GraphWeights store = new GraphWeights(graph, layout);
            List<Graph.Tensor> loaded = store.load(weights::require);
            List<Graph.Tensor> caches = new ArrayList<>();
            for (int layer = 0; layer < config.layers(); layer++) {
                long rows = (long) slots * slotTokens;
                caches.add(store.zeros(rows, 2L * config.keyValueHeads(), config.headSize()));
            }
            Graph.Tensor rotations =
                    store.rotations(config.contextTokens(), config.headSize(), config.ropeTheta());
            return new TorchInferenceEngine(
                    graph, config, slots, slotTokens, loaded, rotations, caches);
        } catch (Throwable failure) {
            graph.close();
            throw failure;
        }
    }

    @Override
    public TrainingEngine create(
            ModelConfig config, OptimizerSettings optimizer, Device device, long seed) {
        requirePossible(config);
        Graph graph = TorchGraph.open("llama", "Llama", device, TorchGraph.Mode.TRAINING);
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
        requirePossible(config);
        Graph graph = TorchGraph.open("llama", "Llama", device, TorchGraph.Mode.TRAINING);
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

    private static void requirePossible(ModelConfig config) {
        config.problem()
                .ifPresent(problem -> {
                    throw new ModelFormatException("impossible model: " + problem);
                });
    }
}
