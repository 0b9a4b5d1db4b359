package io.aifactory.factory.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.aifactory.economics.step.StepContent;
import io.aifactory.simulator.model.WorkerCatalog;
import io.aifactory.simulator.model.WorkerModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkerFileTest {
    @TempDir Path folder;

    @Test
    void whatWasMeasuredIsWhatTheSimulatorReads() throws IOException {
        // Given
        JsonNode calibration =
                new ObjectMapper()
                        .readTree(
                                """
                                {"precision": "BF16", "threads": 2, "error": 0.07,
                                 "tokensPerStep": 256, "sequences": 16, "slotTokens": 1000,
                                 "time": {"stepNanos": 2.5e6, "decodeNanos": 3e5,
                                  "prefillNanos": 12345.5, "kvTokenNanos": 10, "pairNanos": 0.25,
                                  "chunkNanos": 4e4}}\
                                """);

        // When
        WorkerFile worker = WorkerFile.of(calibration, 2);
        Path file = Files.writeString(folder.resolve(worker.name()), worker.text());
        WorkerModel model = WorkerCatalog.named("measured:" + file);

        // Then
        assertEquals("bf16.properties", worker.name());
        assertEquals(256, model.tokenBudget());
        assertEquals(16, model.maxSequences());
        assertEquals(16, model.blockTokens());
        assertEquals(16 * 63, model.kvBlocks());
        StepContent decoding = new StepContent(4, 0, 100, 0, 0);
        assertEquals(2.5e6 + 4 * 3e5 + 100 * 10, model.time().nanos(decoding), 1e-6);
        StepContent prompt = new StepContent(0, 20, 0, 8, 1);
        assertEquals(2.5e6 + 20 * 12345.5 + 8 * 0.25 + 4e4, model.time().nanos(prompt), 1e-6);
        // two busy cores of a declared 3.5 W each
        assertEquals(
                7 * (2.5e-3 + 3e-4), model.energy().joules(new StepContent(1, 0, 0, 0, 0)), 1e-9);
    }
}
