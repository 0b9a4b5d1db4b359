package io.aifactory.factory.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import io.aifactory.factory.client.FactoryClient;
import io.aifactory.factory.console.Messages;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class QualityTableTest {
    private static final String TEXT =
            """
            {"name": "europarl", "digest": "sha256:0", "tokens": 42551, "bytes": 170000}\
            """;

    @Test
    void aFigureSaysHowMuchLongerTheCodeIsAndHowOftenTheBestTokenStays() throws IOException {
        assertEquals(
                "  INT4      1.6480    +0.0480    +3.00 %           92.50 %",
                QualityTable.line(
                        json(
                                """
                                {"figure": {"precision": "INT4", "bitsPerByte": 1.648,
                                 "exactBitsPerByte": 1.6, "topTokenAgreement": 0.925}}\
                                """)));
    }

    @Test
    void whatTheTrainerReportedStandsAboveHeldOutTextOnly() throws IOException {
        JsonNode version =
                json(
                        """
                        {"reference": "m:1", "metrics": {"held_out_bits_per_byte": 1.59741}}\
                        """);

        assertEquals(
                List.of(
                        Messages.text("bench.quality.heldOut", "m:1", "europarl", 42551, 170000L),
                        Messages.text("bench.quality.trainer", "1.5974"),
                        Messages.text("bench.quality.heading")),
                QualityTable.heading(version, json(TEXT), true));
        assertEquals(
                List.of(
                        Messages.text("bench.quality.file", "m:1", "europarl", 42551, 170000L),
                        Messages.text("bench.quality.heading")),
                QualityTable.heading(version, json(TEXT), false));
    }

    @Test
    void failuresAndWhatWasLeftOutAreSaid() throws IOException {
        assertEquals(
                Messages.text("bench.skipped", "INT4: no groups"),
                QualityTable.line(json("{\"skipped\": \"INT4: no groups\"}")));
        assertEquals(
                Messages.text("bench.failed", "gone"),
                QualityTable.line(json("{\"failed\": \"gone\"}")));
    }

    private static JsonNode json(String text) throws IOException {
        return FactoryClient.JSON.readTree(text);
    }
}
