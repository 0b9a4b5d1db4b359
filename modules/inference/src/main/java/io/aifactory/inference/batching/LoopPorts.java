package io.aifactory.inference.batching;

import io.aifactory.economics.meter.EnergyMeter;
import io.aifactory.inference.model.PreparedDraft;
import io.aifactory.inference.model.PreparedModel;
import io.aifactory.inference.tuning.TunedEngine;
import io.aifactory.languagemodel.embedding.EmbeddingEngine;
import io.aifactory.languagemodel.inference.InferenceEngine;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * What the step loop needs of the world.
 *
 * @param loader puts a model that generates on the device and finds out about it; called on the
 *     thread that owns the device
 * @param embedderLoader the same for a model that embeds
 * @param draftLoader puts the model that guesses for another one beside it, with as many slots
 * @param meter of the device's energy
 * @param nanoClock monotonic, in nanoseconds
 * @param listener told what happens on the device
 * @param onFatal told when the device has failed, after every client has been told: the process
 *     must end
 */
public record LoopPorts(
        Function<PreparedModel, TunedEngine> loader,
        Function<PreparedModel, EmbeddingEngine> embedderLoader,
        Function<PreparedDraft, InferenceEngine> draftLoader,
        EnergyMeter meter,
        LongSupplier nanoClock,
        LoopListener listener,
        Consumer<Throwable> onFatal) {
    /** For models without a draft model. */
    public LoopPorts(
            Function<PreparedModel, TunedEngine> loader,
            Function<PreparedModel, EmbeddingEngine> embedderLoader,
            EnergyMeter meter,
            LongSupplier nanoClock,
            LoopListener listener,
            Consumer<Throwable> onFatal) {
        this(
                loader,
                embedderLoader,
                draft -> {
                    throw new IllegalStateException("no place for draft model " + draft.name());
                },
                meter,
                nanoClock,
                listener,
                onFatal);
    }
}
