package io.aifactory.simulator.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aifactory.economics.energy.EnergyLaw;
import io.aifactory.economics.step.StepContent;
import io.aifactory.schedulercore.power.WorkerEnergy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelsTest {
    @TempDir Path folder;

    @Test
    void aDecodeStepOfTheRooflineReadsWeightsAndCache() {
        // Given 10 sequences of 1,000 tokens: 65.6 GB + 2.62144 GB at 7.2 TB/s; 656 Gflop
        Roofline roofline = Roofline.qwen3Of32BillionOnTwoH200();
        double memory = (65.6e9 + 262_144 * 10_000.0) / 7.2e12;
        double compute = 65.6e9 * 10 / 1.0879e15;

        // Then
        assertEquals(
                3.5e6 + 1e9 * (memory + 0.15 * compute),
                roofline.nanos(new StepContent(10, 0, 10_000)),
                1);
    }

    @Test
    void aPrefillStepOfTheRooflineComputesTokensAndPairs() {
        // Given a chunk of 2,048 after 4,096
        Roofline roofline = Roofline.qwen3Of32BillionOnTwoH200();
        double compute = (65.6e9 * 2_048 + 4.0 * 64 * 5_120 * 2_048 * (4_096 + 1_024)) / 1.0879e15;
        double memory = (65.6e9 + 262_144 * 4_096.0) / 7.2e12;

        // Then
        assertEquals(
                3.5e6 + 1e9 * (compute + 0.15 * memory),
                roofline.nanos(new StepContent(0, 2_048, 4_096, StepContent.pairs(2_048, 4_096))),
                1);
        assertEquals(
                3.5e6 + 1e9 * (65.6e9 * 10_000 + 2.0 * 64 * 5_120 * 1e8) / 1.0879e15,
                roofline.isolatedNanos(10_000, 2_048),
                1);
    }

    @Test
    void thePolynomialAddsPrefillAndDecodeInMilliseconds() {
        Polynomial polynomial = new Polynomial(1_000);
        assertEquals(
                4.209989e-7 * 1e6 + 1.518344e-2 * 1e3 + 16.50142,
                polynomial.nanos(new StepContent(0, 1_000, 0)) / 1e6,
                1e-9);
        assertEquals(
                -25.74 * 0.25 + 54.01 * 0.5 + 5.74,
                polynomial.nanos(new StepContent(3, 0, 500)) / 1e6,
                1e-9);
        // more than the cache counts as all of it
        assertEquals(34.01, polynomial.nanos(new StepContent(3, 0, 5_000)) / 1e6, 1e-9);
    }

    @Test
    void aMeasuredModelIsReadFromItsFile() throws IOException {
        Path file =
                Files.writeString(
                        folder.resolve("m.properties"),
                        "stepNanos=1000\ndecodeNanos=10\nidleWatts=7\nmaxSequences=3\n");
        WorkerModel model = WorkerCatalog.named("measured:" + file);
        assertEquals(1_020, model.time().nanos(new StepContent(2, 9, 9)));
        assertEquals(7, model.energy().idleWatts());
        assertEquals(3, model.maxSequences());
        assertEquals("m.properties", model.name());
    }

    @Test
    void whatIsWrongWithAModelIsSaid() throws IOException {
        assertTrue(fault("unknownNanos=1").contains("unknown [unknownNanos]; known: [blockTokens"));
        assertTrue(
                fault("stepNanos=soon").contains("stepNanos must be a number from 0, not 'soon'"));
        assertTrue(fault("stepNanos=-1").contains("must be a number from 0, not '-1'"));
        assertTrue(fault("stepNanos=NaN").contains("must be a number from 0, not 'NaN'"));
        assertTrue(fault("decodeNanos=1").contains("stepNanos must be positive"));
        assertTrue(fault("stepNanos=1\ntokenBudget=9").contains("a step has room for all"));
        assertTrue(
                String.valueOf(
                                assertThrows(
                                                IllegalArgumentException.class,
                                                () -> WorkerCatalog.named("fast"))
                                        .getMessage())
                        .startsWith("unknown worker model 'fast'; known: roofline-qwen3-32b-h200"));
        assertThrows(IllegalArgumentException.class, () -> new Polynomial(0));
        assertThrows(
                IllegalArgumentException.class,
                () -> new WorkerEnergy(new EnergyLaw(1, Double.NaN, 0), 0));
    }

    private String fault(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("m"), text);
        String message =
                String.valueOf(
                        assertThrows(
                                        IllegalArgumentException.class,
                                        () -> WorkerCatalog.named("measured:" + file))
                                .getMessage());
        assertTrue(message.startsWith(file.toString()), message);
        return message;
    }
}
