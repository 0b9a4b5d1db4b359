package io.aifactory.inference.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.aifactory.contracts.worker.Slo;
import io.aifactory.economics.step.StepContent;
import io.aifactory.economics.step.StepTime;
import io.aifactory.inference.testing.FakeEngine;
import io.aifactory.inference.tuning.WidthChoice.Candidate;
import io.aifactory.languagemodel.ModelConfig;
import io.aifactory.languagemodel.ModelMemory;
import io.aifactory.languagemodel.Precision;
import io.aifactory.languagemodel.inference.StepItem;
import io.aifactory.languagemodel.torch.TorchLimits;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EngineBenchTest {
    private static final ModelConfig CONFIG = FakeEngine.config(128);
    private static final TorchLimits.Report LIMITS =
            new TorchLimits.Report(1e9, Map.of(Precision.F32, 1e9, Precision.BF16, 4e9));

    private long now;

    @Test
    void eachKindOfStepIsMeasuredAndExpected() {
        FakeEngine engine = new FakeEngine(4, 128, FakeEngine::letter);
        // a millisecond, and a tenth for each token
        engine.beforeStep(batch -> now += 1_000_000 + 100_000L * tokens(batch));

        EngineBench bench =
                new EngineBench(engine, Precision.F32, () -> floor(Precision.F32), () -> now);
        List<EngineFigure> figures = bench.run(List.of(1, 4));

        assertEquals(List.of(1, 1, 4), figures.stream().map(EngineFigure::sequences).toList());
        assertEquals(List.of(128, 1, 4), figures.stream().map(EngineFigure::tokens).toList());
        assertEquals(
                List.of(13.8e6, 1.1e6, 1.4e6),
                figures.stream().map(EngineFigure::medianNanos).toList());
        for (EngineFigure figure : figures) {
            assertEquals(1, figure.expectedNanos() / figure.medianNanos(), 0.05);
            assertEquals(figure.medianNanos(), figure.smallestNanos());
        }
        assertEquals(0, bench.error(new StepTime(1e6, 1e5, 1e5, 0)), 1e-9);
        assertEquals(0.5, bench.error(new StepTime(1.5e6, 1.5e5, 1.5e5, 0)), 1e-9);
    }

    @Test
    void whatAWorkerWouldChooseFollowsFromItsStepTimes() {
        Slo slo = new Slo(Optional.empty(), Optional.of(Duration.ofMillis(30)), 4, 64);
        Candidate measured = new Candidate(Precision.INT8, new StepTime(10e6, 1e6, 0.5e6, 0));

        // beside three that decode 17 ms are left, and sixteen tokens beside twelve take 30 ms
        assertEquals(
                new ChoiceFigure(
                        Precision.INT8, 21e6, 64 * 0.5e6 + 2 * 13e6, 34, 13, 1 / 14.0, true),
                ChoiceFigure.of(measured, slo, 32, 256));
    }

    @Test
    void argumentsAreReadInTheOrderInWhichTheCommandGivesThem() {
        BenchOrder order =
                BenchOrder.of("store", "sha256:1", "0", "F32,INT8", "1,16", "0", "40", "20", "128");

        assertEquals(List.of(Precision.F32, Precision.INT8), order.precisions());
        assertEquals(
                Optional.of(new Slo(Optional.empty(), Optional.of(Duration.ofMillis(40)), 20, 128)),
                order.slo());
        assertEquals(20, order.slots());
        assertEquals(
                Optional.empty(),
                BenchOrder.of("store", "sha256:1", "2", "F32", "1", "0", "0", "1", "512").slo());
    }

    @Test
    void ofSeveralMeasurementsOfTheMachineEachLimitsBestCounts() {
        var measured =
                List.of(
                                new TorchLimits.Report(3, Map.of(Precision.F32, 1.0)),
                                new TorchLimits.Report(2, Map.of(Precision.F32, 4.0)),
                                new TorchLimits.Report(1, Map.of(Precision.F32, 2.0)))
                        .iterator();
        BestLimits limits = new BestLimits(measured::next);

        limits.again();
        limits.again();

        assertEquals(new TorchLimits.Report(3, Map.of(Precision.F32, 4.0)), limits.again());
    }

    @Test
    void aStepOfFewTokensIsBoundByMemoryAndOneOfManyByProducts() {
        double bytes = ModelMemory.readByAStep(CONFIG, Precision.F32);
        // keys and values: 2 layers of 1 head of 4, 4 bytes each
        StepContent decode = new StepContent(1, 0, 10);
        assertEquals(bytes + 10 * 2 * 2 * 4 * 4, floor(Precision.F32).nanos(decode), 1e-6);

        StepContent prompt = new StepContent(0, 1000, 0);
        double operations = ModelMemory.operations(CONFIG, 1000, 1);
        assertEquals(operations, floor(Precision.F32).nanos(prompt), 1e-6);
        assertEquals(operations / 4, floor(Precision.INT4).nanos(prompt), 1e-6);
        // no such product was measured: those of float32
        assertEquals(operations, floor(Precision.INT8).nanos(prompt), 1e-6);
    }

    @Test
    void aStepReadsBlocksAndHeadOnceAndMultipliesThem() {
        // embedding 257 x 8; a block: 16 x 8, 8 x 8, 32 x 8, 8 x 16 and norms of 8; norm of 8
        long blocks = 2 * (16 * 8 + 8 * 8 + 32 * 8 + 8 * 16);
        long norms = 5 * 8;
        assertEquals(
                4 * (257 * 8 + blocks + norms), ModelMemory.readByAStep(CONFIG, Precision.F32));
        assertEquals(
                2 * 257 * 8 + blocks * 5 / 8 + 4 * norms,
                ModelMemory.readByAStep(CONFIG, Precision.INT4));
        assertEquals(2 * (10 * blocks + 3 * 257 * 8), ModelMemory.operations(CONFIG, 10, 3));
    }

    private static StepFloor floor(Precision precision) {
        return new StepFloor(LIMITS, CONFIG, precision);
    }

    private static int tokens(List<StepItem> batch) {
        return batch.stream().mapToInt(item -> item.tokens().length).sum();
    }
}
