package io.aifactory.inference.bench;

import io.aifactory.inference.batching.WarmUp;
import io.aifactory.inference.model.PreparedModel;
import io.aifactory.inference.tuning.Calibrated;
import io.aifactory.inference.tuning.Calibration;
import io.aifactory.inference.tuning.ThreadChoice;
import io.aifactory.inference.tuning.ThreadTrial;
import io.aifactory.inference.tuning.WidthChoice.Candidate;
import io.aifactory.languagemodel.Device;
import io.aifactory.languagemodel.LanguageModels;
import io.aifactory.languagemodel.ModelConfig;
import io.aifactory.languagemodel.Precision;
import io.aifactory.languagemodel.inference.InferenceEngine;
import java.time.Duration;
import java.util.function.BiConsumer;

/** Measures a model in one precision: first as a worker does before it serves, then in detail. */
final class PrecisionBench {
    /** As workers are configured where nobody says otherwise. */
    static final int STEP_TOKENS = 256;

    private static final Duration CALIBRATION = Duration.ofSeconds(1);

    private final LanguageModels models;
    private final Device.Cpu device;
    private final BenchOrder order;
    private final BestLimits limits;
    private final BiConsumer<String, Object> print;

    /**
     * @param device with all processors
     * @param print told what is found, by its name
     */
    PrecisionBench(
            LanguageModels models,
            Device.Cpu device,
            BenchOrder order,
            BestLimits limits,
            BiConsumer<String, Object> print) {
        this.models = models;
        this.device = device;
        this.order = order;
        this.limits = limits;
        this.print = print;
    }

    /**
     * @return what a worker would know of it
     */
    Candidate run(PreparedModel model, ModelConfig config, Precision precision) {
        int slotTokens = EngineBench.slotTokens(config.contextTokens());
        try (InferenceEngine engine =
                models.load(model.files(), device, precision, order.slots(), slotTokens)) {
            WarmUp.run(engine);
            int threads = threads(engine);
            models.useThreads(threads);
            Calibrated calibrated =
                    Calibration.run(engine, STEP_TOKENS, CALIBRATION, System::nanoTime);
            EngineBench bench =
                    new EngineBench(
                            engine,
                            precision,
                            () -> new StepFloor(limits.again(), config, precision),
                            System::nanoTime);
            bench.run(order.levels()).forEach(figure -> print.accept("figure", figure));
            Candidate candidate = new Candidate(precision, calibrated.time());
            double error = bench.error(candidate.time());
            print.accept(
                    "calibration",
                    new CalibrationFigure(
                            precision,
                            threads,
                            error,
                            candidate.time(),
                            STEP_TOKENS,
                            order.slots(),
                            slotTokens));
            order.slo()
                    .ifPresent(slo ->
                            print.accept(
                                    "choice",
                                    ChoiceFigure.of(candidate, slo, order.slots(), STEP_TOKENS)));
            return candidate;
        }
    }

    private int threads(InferenceEngine engine) {
        return order.threads() > 0
                ? order.threads()
                : ThreadChoice.of(
                        ThreadTrial.run(
                                engine,
                                ThreadChoice.candidates(device.threads()),
                                models::useThreads,
                                CALIBRATION,
                                System::nanoTime));
    }
}
