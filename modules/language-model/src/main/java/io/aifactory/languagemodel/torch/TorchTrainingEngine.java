package io.aifactory.languagemodel.torch;

import io.aifactory.languagemodel.ModelConfig;
import io.aifactory.languagemodel.ModelFormatException;
import io.aifactory.languagemodel.Precision;
import io.aifactory.languagemodel.training.NonFiniteLossException;
import io.aifactory.languagemodel.training.OptimizerSettings;
import io.aifactory.languagemodel.training.TrainingEngine;
import io.aifactory.languagemodel.weights.RawTensor;
import io.aifactory.languagemodel.weights.SafetensorsFile;
import io.aifactory.languagemodel.weights.SafetensorsWriter;
import io.aifactory.languagemodel.weights.TensorEntry;
import io.aifactory.languagemodel.weights.TensorType;
import io.aifactory.languagemodel.weights.WeightFiles;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Trains a graph's weights with its own AdamW, whose state can be saved and restored exactly. */
final class TorchTrainingEngine implements TrainingEngine {
    static final String OPTIMIZER_FILE = "optimizer.safetensors";
    private static final String FIRST_MOMENT = "exp_avg.";
    private static final String SECOND_MOMENT = "exp_avg_sq.";
    private static final String STEP = "step";

    private final Graph graph;
    private final ModelConfig config;
    private final OptimizerSettings settings;
    private final DecoderLayout layout;
    private final GraphWeights store;
    private final List<Graph.Tensor> weights;
    private final List<Graph.Tensor> firstMoments;
    private final List<Graph.Tensor> secondMoments;
    private final Graph.Tensors weightList;
    private final Graph.Tensors firstList;
    private final Graph.Tensors secondList;
    private final Graph.Tensors tables;
    private final Graph.Tensors counter;
    private long steps;

    private TorchTrainingEngine(
            Graph graph,
            ModelConfig config,
            OptimizerSettings settings,
            Function<String, RawTensor> initialWeights,
            Function<String, RawTensor> initialMoments,
            long steps) {
        this.graph = graph;
        this.config = config;
        this.settings = settings;
        this.steps = steps;
        layout = DecoderTensors.layout(config, Precision.F32);
        store = new GraphWeights(graph, layout, Precision.F32);
        weights = store.load(initialWeights);
        firstMoments = store.load(name -> initialMoments.apply(FIRST_MOMENT + name));
        secondMoments = store.load(name -> initialMoments.apply(SECOND_MOMENT + name));
        weightList = graph.list(weights);
        firstList = graph.list(firstMoments);
        secondList = graph.list(secondMoments);
        GraphTables numbers = GraphTables.of(config, layout, Precision.F32);
        tables = graph.list(store.tables(numbers, config.headSize(), config.contextTokens()));
        counter = graph.list(List.of(store.counter(steps)));
    }

    static TrainingEngine create(
            Graph graph, ModelConfig config, OptimizerSettings settings, long seed) {
        DecoderLayout layout = DecoderTensors.layout(config, Precision.F32);
        InitialWeights initial = new InitialWeights(config, layout, seed);
        Function<String, RawTensor> zeros =
                name -> zeros(initial.shape(name.substring(name.indexOf('.') + 1)));
        return new TorchTrainingEngine(graph, config, settings, initial::tensor, zeros, 0);
    }

    static TrainingEngine restore(
            Graph graph, ModelConfig config, OptimizerSettings settings, Path checkpoint)
            throws IOException {
        try (SafetensorsFile model = SafetensorsFile.open(checkpoint.resolve(WeightFiles.SINGLE));
                SafetensorsFile moments =
                        SafetensorsFile.open(checkpoint.resolve(OPTIMIZER_FILE))) {
            return new TorchTrainingEngine(
                    graph,
                    config,
                    settings,
                    name -> raw(model, name),
                    name -> raw(moments, name),
                    steps(moments));
        }
    }

    private static RawTensor raw(SafetensorsFile file, String name) {
        TensorEntry entry = file.require(name);
        return new RawTensor(entry.type(), entry.shape(), file.segment(entry));
    }

    private static long steps(SafetensorsFile moments) {
        TensorEntry entry = moments.require(STEP);
        if (entry.type() != TensorType.I64 || entry.bytes() != Long.BYTES) {
            throw new ModelFormatException(OPTIMIZER_FILE + " has a step that is not one I64");
        }
        long steps = moments.segment(entry).get(ValueLayout.JAVA_LONG_UNALIGNED, 0);
        if (steps < 0 || steps > 1 << 24) {
            throw new ModelFormatException(OPTIMIZER_FILE + " has step " + steps);
        }
        return steps;
    }

    private static RawTensor zeros(List<Long> shape) {
        long size = shape.stream().reduce(1L, Math::multiplyExact);
        MemorySegment bytes = Arena.ofAuto().allocate(ValueLayout.JAVA_FLOAT, size);
        return new RawTensor(TensorType.F32, shape, bytes);
    }

    @Override
    public ModelConfig config() {
        return config;
    }

    @Override
    public long parameters() {
        return layout.parameters();
    }

    @Override
    public long steps() {
        return steps;
    }

    @Override
    public StepResult step(int[][] batch, double learningRate) {
        if (!(learningRate >= 0) || Double.isInfinite(learningRate)) {
            throw new IllegalArgumentException("learning rate must be finite and at least 0");
        }
        long[] integers =
                TokenBatch.integers(config, batch, 0, settings.decayNormsAndBiases() ? 1 : 0);
        double[] reals = {
            learningRate,
            settings.beta1(),
            settings.beta2(),
            settings.epsilon(),
            settings.weightDecay(),
            settings.clipNorm()
        };
        double[] result =
                graph.compute(
                        "train",
                        integers,
                        reals,
                        weightList,
                        tables,
                        firstList,
                        secondList,
                        counter);
        if (!Double.isFinite(result[0]) || !Double.isFinite(result[1])) {
            throw new NonFiniteLossException(steps + 1, result[0], result[1]);
        }
        steps++;
        return new StepResult(result[0], result[1]);
    }

    @Override
    public EvaluationResult evaluate(int[][] batch) {
        long[] integers = TokenBatch.integers(config, batch, -1);
        double[] none = {0};
        double[] result = graph.compute("evaluate", integers, none, weightList, tables);
        return new EvaluationResult(result[0], (long) result[1]);
    }

    @Override
    public void saveCheckpoint(Path folder) throws IOException {
        saveWeights(folder.resolve(WeightFiles.SINGLE));
        SafetensorsWriter writer = new SafetensorsWriter(Map.of("format", "pt"));
        writer.add(STEP, TensorType.I64, List.of());
        store.plan(writer, FIRST_MOMENT);
        store.plan(writer, SECOND_MOMENT);
        writer.write(
                folder.resolve(OPTIMIZER_FILE),
                (tensor, sink) -> {
                    String name = tensor.name();
                    if (name.equals(STEP)) {
                        sink.write(TokenBatch.bytes(steps));
                    } else if (name.startsWith(FIRST_MOMENT)) {
                        store.save(firstMoments, name.substring(FIRST_MOMENT.length()), sink);
                    } else {
                        store.save(secondMoments, name.substring(SECOND_MOMENT.length()), sink);
                    }
                });
    }

    @Override
    public void saveWeights(Path file) throws IOException {
        SafetensorsWriter writer = new SafetensorsWriter(Map.of("format", "pt"));
        store.plan(writer, "");
        writer.write(file, (tensor, sink) -> store.save(weights, tensor.name(), sink));
    }

    @Override
    public void close() {
        graph.close();
    }
}
