package io.aifactory.inference.process;

import io.aifactory.contracts.worker.PrecisionSetting;
import io.aifactory.contracts.worker.Slo;
import io.aifactory.inference.InferenceConfig;
import io.aifactory.inference.batching.DraftModel;
import io.aifactory.inference.model.MemoryNeed;
import io.aifactory.inference.model.ModelTask;
import io.aifactory.inference.model.PrecisionChoice;
import io.aifactory.inference.model.PreparedAdapters;
import io.aifactory.inference.model.PreparedDraft;
import io.aifactory.inference.model.PreparedModel;
import io.aifactory.inference.tuning.ThreadChoice;
import io.aifactory.inference.tuning.TuningSettings;
import io.aifactory.inference.tuning.WidthChoice;
import io.aifactory.languagemodel.Device;
import io.aifactory.languagemodel.LanguageModels;
import io.aifactory.languagemodel.Precision;
import io.aifactory.languagemodel.embedding.EmbeddingEngine;
import io.aifactory.languagemodel.inference.InferenceEngine;
import io.aifactory.languagemodel.inference.KeyValueMemory;
import io.quarkus.runtime.configuration.MemorySize;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * How models are put on the device.
 *
 * @param slots sequences held at once
 * @param slotTokens tokens per slot; 0 = the model's context
 * @param stepTokens tokens of one step
 * @param prefixPool tokens of the pool for each token of the slots
 * @param hostBytes of host memory below the pool
 * @param hostApart whether the host's memory is not the device's
 * @param slo that precisions are chosen by; empty: they are not
 * @param widths that the device computes in, the most faithful first
 */
record LoadSettings(
        PrecisionSetting precision,
        int slots,
        int slotTokens,
        int stepTokens,
        double prefixPool,
        long hostBytes,
        boolean hostApart,
        Optional<Slo> slo,
        List<Precision> widths) {
    LoadSettings {
        if (!(prefixPool >= 0 && prefixPool <= LARGEST_POOL)) {
            throw new IllegalArgumentException(
                    "aifactory.inference.prefix-pool must be in [0, 100], not " + prefixPool);
        }
        if (slo.isPresent() && slo.get().sequences() > slots) {
            throw new IllegalArgumentException(
                    "aifactory.inference.slo-sequences is %d, but there are %d slots"
                            .formatted(slo.get().sequences(), slots));
        }
    }

    private static final double LARGEST_POOL = 100;
    private static final long USUAL_HOST_POOL = 4L << 30;

    /** Of the memory that is free, where nothing else is configured. */
    private static final int USUAL_HOST_PART = 4;

    /**
     * @param device where the pool is: on the processor a host pool would take from the same memory
     * @param freeBytes of the host's memory
     * @throws IllegalArgumentException if a pool in the host's memory beside a device's is larger
     *     than what is free there
     */
    static LoadSettings of(InferenceConfig config, Device device, long freeBytes) {
        long usual =
                switch (device) {
                    case Device.Cpu _ -> 0;
                    case Device.Cuda _ -> Math.min(USUAL_HOST_POOL, freeBytes / USUAL_HOST_PART);
                };
        boolean apart = device instanceof Device.Cuda;
        long hostBytes = config.hostPool().map(MemorySize::asLongValue).orElse(usual);
        if (apart && hostBytes > freeBytes) {
            throw new IllegalArgumentException(
                    ("aifactory.inference.host-pool is %d MiB, and %d MiB of the host's memory are"
                                    + " free. Configure a smaller one, or 0 for none.")
                            .formatted(hostBytes >> 20, freeBytes >> 20));
        }
        return new LoadSettings(
                config.precision(),
                config.slots(),
                config.slotTokens(),
                config.stepTokens(),
                config.prefixPool(),
                hostBytes,
                apart,
                Slo.of(
                        config.sloTtft(),
                        config.sloItl(),
                        config.sloSequences(),
                        config.sloPromptTokens()),
                switch (device) {
                    case Device.Cpu _ -> WidthChoice.BY_FIDELITY;
                    case Device.Cuda _ -> List.of(Precision.F32, Precision.BF16);
                });
    }

    /**
     * How the worker finds out about its engine.
     *
     * @param device where it computes
     */
    TuningSettings tuning(InferenceConfig config, Device device) {
        List<Integer> threads =
                switch (device) {
                    case Device.Cpu(int processors) when config.threads().isEmpty() ->
                            ThreadChoice.candidates(processors);
                    case Device.Cpu _, Device.Cuda _ -> TuningSettings.NO_CHOICE;
                };
        return new TuningSettings(slo, stepTokens, config.calibration(), threads);
    }

    /**
     * In which precisions a model is to be tried.
     *
     * @param budget bytes that may be taken
     * @param need of the model in a precision
     * @return in this order; at least one
     */
    List<Precision> precisions(ModelTask task, long budget, Function<Precision, MemoryNeed> need) {
        return slo.isPresent()
                ? PrecisionChoice.forSlo(precision, task, widths, budget, need)
                : List.of(PrecisionChoice.of(precision, task, budget, need));
    }

    /** Blocks of the pool beside so many slots of so many tokens. */
    int poolBlocks(int itsSlots, int itsSlotTokens) {
        double tokens = prefixPool * itsSlots * itsSlotTokens;
        return (int) Math.min(Integer.MAX_VALUE, tokens / KeyValueMemory.BLOCK_TOKENS);
    }

    /** Puts a model that embeds on the device. */
    EmbeddingEngine embedder(LanguageModels models, PreparedModel model, Device device) {
        return models.loadEmbedder(model.files(), device, model.precision());
    }

    /** Puts a model that generates on the device. */
    InferenceEngine engine(LanguageModels models, PreparedModel model, Device device) {
        int itsSlotTokens = model.slotTokens(slotTokens);
        return models.load(
                model.files(),
                device,
                model.precision(),
                slots,
                itsSlotTokens,
                poolBlocks(slots, itsSlotTokens),
                model.adapters().files());
    }

    /** Puts a model that guesses for another one beside it. */
    InferenceEngine drafter(LanguageModels models, PreparedDraft draft, Device device) {
        return models.load(
                draft.files(), device, draft.precision(), slots, draft.slotTokens(slotTokens));
    }

    /**
     * What a model takes of the device's memory with so many slots of so many tokens, its draft
     * model included.
     */
    MemoryNeed need(PreparedModel model, int itsSlots, int itsSlotTokens) {
        MemoryNeed alone = needAlone(model, itsSlots, itsSlotTokens);
        return model.draft().map(draft -> alone.with(need(draft, itsSlots))).orElse(alone);
    }

    private MemoryNeed need(PreparedDraft draft, int itsSlots) {
        return MemoryNeed.of(
                draft.config(),
                draft.precision(),
                itsSlots,
                draft.slotTokens(slotTokens),
                Math.max(stepTokens, DraftModel.NEAR * itsSlots),
                0,
                PreparedAdapters.none().room(),
                0);
    }

    private MemoryNeed needAlone(PreparedModel model, int itsSlots, int itsSlotTokens) {
        // decoding sequences are not held back by the limit on a step's tokens
        int tokens = Math.max(stepTokens, itsSlots);
        return switch (model.task()) {
            case ModelTask.Generates generates ->
                    MemoryNeed.of(
                            generates.config(),
                            model.precision(),
                            itsSlots,
                            itsSlotTokens,
                            tokens,
                            poolBlocks(itsSlots, itsSlotTokens),
                            model.adapters().room(),
                            hostApart ? 0 : hostBytes);
            case ModelTask.Embeds embeds ->
                    MemoryNeed.of(embeds.config(), model.precision(), itsSlots, stepTokens);
        };
    }
}
