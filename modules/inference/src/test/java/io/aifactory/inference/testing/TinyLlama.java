package io.aifactory.inference.testing;

import io.aifactory.contracts.Digest;
import io.aifactory.contracts.model.ModelFile;
import io.aifactory.contracts.model.ModelManifest;
import io.aifactory.languagemodel.Device;
import io.aifactory.languagemodel.ModelConfig;
import io.aifactory.languagemodel.ModelConfigFile;
import io.aifactory.languagemodel.adapter.AdapterPair;
import io.aifactory.languagemodel.adapter.LinearModule;
import io.aifactory.languagemodel.adapter.LinearModules;
import io.aifactory.languagemodel.torch.TorchLanguageModels;
import io.aifactory.languagemodel.training.OptimizerSettings;
import io.aifactory.languagemodel.training.TrainingEngine;
import io.aifactory.languagemodel.weights.SafetensorsWriter;
import io.aifactory.languagemodel.weights.TensorType;
import io.aifactory.storage.BlobStore;
import io.aifactory.storage.Manifests;
import io.aifactory.tokenization.BytePairTrainer;
import io.aifactory.tokenization.Tokenizer;
import io.aifactory.tokenization.TokenizerJson;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

/** A real but random model in Hugging Face layout, made on the spot: its text is noise. */
public final class TinyLlama {
    /** Where tests compute: one thread of the processor, or what {@link OnDevice} says. */
    public static final Device DEVICE = device(System.getProperty("aifactory.test.device", "cpu"));

    private static final int VOCABULARY = 300;

    private TinyLlama() {}

    private static Device device(String name) {
        return name.startsWith("cuda:")
                ? new Device.Cuda(Integer.parseInt(name.substring("cuda:".length())))
                : new Device.Cpu(1);
    }

    /** Writes the model's files into an existing folder. */
    public static void write(Path folder) throws IOException {
        write(folder, 11);
    }

    /**
     * The same with other numbers and the same tokenizer.
     *
     * @param seed of the numbers
     */
    public static void write(Path folder, long seed) throws IOException {
        BytePairTrainer trainer = new BytePairTrainer(VOCABULARY, 2, List.of("<|endoftext|>"));
        for (int i = 0; i < 50; i++) {
            trainer.add("the worker counts tokens, and the tokens count the worker " + i);
        }
        Tokenizer tokenizer = trainer.train(_ -> {});
        ModelConfig config =
                new ModelConfig(
                        "LlamaForCausalLM",
                        tokenizer.vocabularySize(),
                        32,
                        64,
                        2,
                        4,
                        2,
                        8,
                        128,
                        1e-5,
                        10_000,
                        true,
                        -1,
                        List.of(tokenizer.tokenId("<|endoftext|>").orElseThrow()));
        Files.writeString(folder.resolve(ModelConfigFile.NAME), ModelConfigFile.write(config));
        Files.write(folder.resolve("tokenizer.json"), TokenizerJson.write(tokenizer));
        try (TrainingEngine engine =
                new TorchLanguageModels()
                        .create(config, OptimizerSettings.defaults(), DEVICE, seed)) {
            engine.saveWeights(folder.resolve("model.safetensors"));
        }
    }

    /**
     * Writes an adapter for it with random numbers into a new folder: query, value and the matrices
     * of the feed-forward layers, large enough to change the text.
     */
    public static void writeAdapter(Path folder, ModelConfig base, long seed) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(
                folder.resolve("adapter_config.json"),
                """
                {"peft_type": "LORA", "r": 4, "lora_alpha": 8, "target_modules":
                 ["q_proj", "v_proj", "gate_proj", "up_proj", "down_proj"]}\
                """);
        SafetensorsWriter writer = new SafetensorsWriter(Map.of());
        for (LinearModule module : LinearModules.of(base)) {
            if (module.kind().adaptable() && !module.name().matches(".*[ko]_proj")) {
                AdapterPair pair = new AdapterPair(module, 4, 2);
                writer.add(pair.down(), TensorType.F32, pair.downShape());
                writer.add(pair.up(), TensorType.F32, pair.upShape());
            }
        }
        Random random = new Random(seed);
        writer.write(
                folder.resolve("adapter_model.safetensors"),
                (tensor, sink) -> {
                    ByteBuffer bytes =
                            ByteBuffer.allocate((int) tensor.bytes())
                                    .order(ByteOrder.LITTLE_ENDIAN);
                    while (bytes.hasRemaining()) {
                        bytes.putFloat((float) (0.4 * random.nextGaussian()));
                    }
                    sink.write(bytes.flip());
                });
    }

    /** Publishes the files of a folder as a model version. */
    public static Digest publish(Path folder, BlobStore store) throws IOException {
        List<ModelFile> files = new ArrayList<>();
        try (Stream<Path> all = Files.list(folder)) {
            for (Path file : (Iterable<Path>) all.filter(Files::isRegularFile)::iterator) {
                files.add(
                        new ModelFile(
                                file.getFileName().toString(), store.put(file), Files.size(file)));
            }
        }
        return new Manifests(store).publish(ModelManifest.of(files));
    }
}
