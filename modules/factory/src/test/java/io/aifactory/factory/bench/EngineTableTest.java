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

    private static String line(String json) throws IOException {
        return EngineTable.line(FactoryClient.JSON.readTree(json));
    }
}
