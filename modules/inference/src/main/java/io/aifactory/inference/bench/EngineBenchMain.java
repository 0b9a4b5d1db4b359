package io.aifactory.inference.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.aifactory.contracts.error.ErrorCode;
import io.aifactory.contracts.error.FactoryException;
import io.aifactory.contracts.limits.AvailableMemory;
import io.aifactory.inference.model.HuggingFaceFormats;
import io.aifactory.inference.model.MemoryNeed;
import io.aifactory.inference.model.ModelPreparer;
import io.aifactory.inference.model.ModelTask;
import io.aifactory.inference.model.PreparedModel;
import io.aifactory.languagemodel.Device;
import io.aifactory.languagemodel.ModelConfig;
import io.aifactory.languagemodel.ModelFormatException;
import io.aifactory.languagemodel.Precision;
import io.aifactory.languagemodel.adapter.AdapterRoom;
import io.aifactory.languagemodel.inference.EngineException;
import io.aifactory.languagemodel.inference.InferenceEngine;
import io.aifactory.languagemodel.torch.TorchLanguageModels;
import io.aifactory.languagemodel.torch.TorchLimits;
import io.aifactory.storage.FileBlobStore;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The program behind {@code aifactory bench engine}: prints what it finds as lines of JSON, one
 * object with one field each: {@code limits}, {@code figure}, {@code skipped} (why a precision
 * cannot be measured) or {@code failed}.
 */
public final class EngineBenchMain {
    private static final ObjectMapper JSON = new ObjectMapper();

    private EngineBenchMain() {}

    /**
     * @param arguments root of the storage, digest of a model's manifest, threads, precisions and
     *     numbers of sequences (each list separated by commas)
     */
    public static void main(String... arguments) {
        int status = 0;
        try {
            measure(
                    Path.of(arguments[0]),
                    arguments[1],
                    new Device.Cpu(Integer.parseInt(arguments[2])),
                    list(arguments[3]).map(Precision::valueOf).toList(),
                    list(arguments[4]).map(Integer::valueOf).toList());
        } catch (FactoryException | EngineException | UnsatisfiedLinkError e) {
            print("failed", String.valueOf(e.getMessage()));
            status = 1;
        }
        System.out.flush();
        // libtorch may abort in its static destructors at an ordinary exit.
        Runtime.getRuntime().halt(status);
    }

    private static Stream<String> list(String text) {
        return Arrays.stream(text.split(",", -1));
    }

    private static void measure(
            Path storage,
            String manifest,
            Device.Cpu device,
            List<Precision> precisions,
            List<Integer> levels) {
        PreparedModel model =
                new ModelPreparer(new FileBlobStore(storage, 0), new HuggingFaceFormats())
                        .prepare("bench", manifest, List.of());
        ModelConfig config =
                switch (model.task()) {
                    case ModelTask.Generates generates -> generates.config();
                    case ModelTask.Embeds _ ->
                            throw new FactoryException(
                                    ErrorCode.INVALID_REQUEST,
                                    "a model that embeds has no steps that decode; name one that"
                                            + " writes text");
                };
        BestLimits limits = new BestLimits(() -> TorchLimits.measure(device));
        limits.again();
        int slots = levels.stream().mapToInt(Integer::intValue).max().orElse(1);
        int slotTokens = EngineBench.slotTokens(config.contextTokens());
        for (Precision precision : precisions) {
            try {
                requireRoom(config, precision, slots, slotTokens);
                try (InferenceEngine engine =
                        new TorchLanguageModels()
                                .load(model.files(), device, precision, slots, slotTokens)) {
                    new EngineBench(
                                    engine,
                                    precision,
                                    () -> new StepFloor(limits.again(), config, precision),
                                    System::nanoTime)
                            .run(levels)
                            .forEach(figure -> print("figure", figure));
                }
            } catch (ModelFormatException | FactoryException e) {
                print("skipped", precision + ": " + e.getMessage());
            }
        }
        print("limits", limits.again());
    }

    private static void requireRoom(
            ModelConfig config, Precision precision, int slots, int slotTokens) {
        int prompts = slots * slotTokens;
        MemoryNeed.of(
                        config,
                        precision,
                        slots,
                        slotTokens,
                        prompts,
                        0,
                        new AdapterRoom(0, List.of()),
                        0)
                .requireWithin(AvailableMemory.bytes());
    }

    @SuppressWarnings("SystemOut") // its result
    private static void print(String field, Object value) {
        try {
            System.out.println(JSON.writeValueAsString(Map.of(field, value)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
