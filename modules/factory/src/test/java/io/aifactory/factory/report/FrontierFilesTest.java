package io.aifactory.factory.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aifactory.economics.cost.CostModel;
import io.aifactory.economics.frontier.OperatingPoint;
import io.aifactory.economics.frontier.ParetoFrontier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FrontierFilesTest {
    private static final ParetoFrontier FRONTIER =
            ParetoFrontier.of(
                    List.of(
                            new OperatingPoint("concurrency 1", 1, 300, 290, 0.02, 0.2, 5, 9, true),
                            new OperatingPoint(
                                    "concurrency 8", 8, 100, 700, 0.0072, 0.05, 20, 60, true)));

    @Test
    void thePageNeedsNoNetworkAndEscapesNames(@TempDir Path folder) throws IOException {
        FrontierFiles files =
                FrontierFiles.write(
                        folder, FRONTIER, "<m>", "cpu", CostModel.declared(), Instant.EPOCH);

        String html = Files.readString(files.html());
        assertTrue(html.contains("&lt;m&gt;"));
        assertTrue(html.contains("<svg"));
        // 1,653.4 tokens/s at 700 each; 1e9 tokens at 0.0072 J are 2 kWh
        assertTrue(html.contains("3 of them") && html.contains("2.00 kWh"), html);
        assertFalse(html.contains("http:") || html.contains("https:") || html.contains("<script"));
        assertFalse(html.matches("(?s).*@[a-zA-Z]+@.*"), html);
        assertEquals(3, Files.readAllLines(files.csv()).size());
    }

    @Test
    void ticksAreRoundAndReachTheLargestValue() {
        assertEquals(200, FrontierDrawing.roundStep(999), 1e-9);
        assertEquals(0.25, FrontierDrawing.roundStep(1.2), 1e-9);
    }
}
