package io.aifactory.factory.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.aifactory.factory.client.FactoryClient;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class EngineTableTest {
    @Test
    void aFigureSaysHowFarTheFloorIsAndHowWrongTheModelWas() throws IOException {
        assertEquals(
                "  INT8  decode 16 sequences        20.00     15.00        800       25 %       -10 %",
                line(
                        """
                        {"figure": {"precision": "INT8", "sequences": 16, "tokens": 16,
                         "medianNanos": 2e7, "smallestNanos": 1.5e7, "floorNanos": 5e6,
                         "expectedNanos": 1.8e7}}\
                        """));
    }

    @Test
    void limitsFailuresAndWhatWasLeftOutAreSaid() throws IOException {
        assertEquals(
                "  this machine: reads 25.5 GB/s; products, 10^9 operations/s: F32 170, BF16 340",
                line(
                        """
                        {"limits": {"readBytes": 2.55e10,
                         "operations": {"F32": 1.7e11, "BF16": 3.4e11}}}\
                        """));
        assertEquals("  not measured: INT4: no groups", line("{\"skipped\": \"INT4: no groups\"}"));
        assertEquals("The measurement failed: gone", line("{\"failed\": \"gone\"}"));
    }

    @Test
    void whatAWorkerWouldChooseIsSaid() throws IOException {
        assertEquals(
                "  BF16: a worker takes 2 threads; its model of step times, made in a second before,"
                        + " was wrong by 7 % on average",
                line(
                        "{\"calibration\": {\"precision\": \"BF16\", \"threads\": 2, \"error\": 0.07}}"));
        assertEquals(
                "  INT8: expected for the SLO are 12.5 ms between tokens and 310.0 ms to the first"
                        + " one, which keeps it; prompts in chunks of 96, at most 7 sequences at"
                        + " once, drafts pay where more than 9 % are right",
                line(
                        """
                        {"choice": {"precision": "INT8", "itlNanos": 1.25e7, "ttftNanos": 3.1e8,
                         "chunkTokens": 96, "sequences": 7, "draftShare": 0.09, "meets": true}}\
                        """));
        assertEquals(
                "For this SLO a worker with precision=auto takes BF16.",
                line("{\"chosen\": {\"precision\": \"BF16\", \"meets\": true}}"));
        assertEquals(
                "No precision keeps this SLO; a worker with precision=auto takes INT4, whose tokens"
                        + " come fastest.",
                line("{\"chosen\": {\"precision\": \"INT4\", \"meets\": false}}"));
    }

    private static String line(String json) throws IOException {
        return EngineTable.line(FactoryClient.JSON.readTree(json));
    }
}
