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
import io.aifactory.inference.tuning.WidthChoice;
import io.aifactory.inference.tuning.WidthChoice.Candidate;
import io.aifactory.languagemodel.Device;
import io.aifactory.languagemodel.LanguageModels;
import io.aifactory.languagemodel.ModelConfig;
import io.aifactory.languagemodel.ModelFormatException;
import io.aifactory.languagemodel.Precision;
import io.aifactory.languagemodel.adapter.AdapterRoom;
import io.aifactory.languagemodel.inference.EngineException;
import io.aifactory.languagemodel.torch.TorchLanguageModels;
import io.aifactory.languagemodel.torch.TorchLimits;
import io.aifactory.storage.FileBlobStore;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * The program behind {@code aifactory bench engine}: prints what it finds as lines of JSON, one
 * object with one field each: {@code limits}, {@code figure}, {@code calibration}, {@code choice}
 * (for an SLO, in one precision), {@code chosen} (of all), {@code skipped} (why a precision cannot
 * be measured) or {@code failed}.
 */
public final class EngineBenchMain {
    private static final ObjectMapper JSON = new ObjectMapper();

    private EngineBenchMain() {}

    /**
     * @param arguments as {@link BenchOrder#of} reads them
     */
    public static void main(String... arguments) {
        int status = 0;
        try {
            measure(BenchOrder.of(arguments));
        } catch (FactoryException | EngineException | UnsatisfiedLinkError e) {
            print("failed", String.valueOf(e.getMessage()));
            status = 1;
        }
        System.out.flush();
        // libtorch may abort in its static destructors at an ordinary exit.
        Runtime.getRuntime().halt(status);
    }

    private static void measure(BenchOrder order) {
        PreparedModel model =
                new ModelPreparer(new FileBlobStore(order.storage(), 0), new HuggingFaceFormats())
                        .prepare("bench", order.manifest(), List.of());
        ModelConfig config =
                switch (model.task()) {
                    case ModelTask.Generates generates -> generates.config();
                    case ModelTask.Embeds _ ->
                            throw new FactoryException(
                                    ErrorCode.INVALID_REQUEST,
                                    "a model that embeds has no steps that decode; name one that"
                                            + " writes text");
                };
        int processors = Runtime.getRuntime().availableProcessors();
        Device.Cpu device = new Device.Cpu(order.threads() > 0 ? order.threads() : processors);
        BestLimits limits = new BestLimits(() -> TorchLimits.measure(device));
        limits.again();
        LanguageModels models = new TorchLanguageModels();
        PrecisionBench bench =
                new PrecisionBench(models, device, order, limits, EngineBenchMain::print);
        List<Candidate> candidates = new ArrayList<>();
        for (Precision precision : order.precisions()) {
            try {
                requireRoom(config, precision, order.slots());
                Candidate candidate = bench.run(model, config, precision);
                if (precision == Precision.F32 || models.multiplies(precision, device)) {
                    candidates.add(candidate);
                }
            } catch (ModelFormatException | FactoryException e) {
                print("skipped", precision + ": " + e.getMessage());
            }
        }
        print("limits", limits.again());
        candidates.sort(
                Comparator.comparingInt(c -> WidthChoice.BY_FIDELITY.indexOf(c.precision())));
        if (order.slo().isPresent() && !candidates.isEmpty()) {
            print(
                    "chosen",
                    WidthChoice.best(candidates, order.slo().get(), PrecisionBench.STEP_TOKENS));
        }
    }

    private static void requireRoom(ModelConfig config, Precision precision, int slots) {
        int slotTokens = EngineBench.slotTokens(config.contextTokens());
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
