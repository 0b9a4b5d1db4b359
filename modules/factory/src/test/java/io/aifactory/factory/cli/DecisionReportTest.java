package io.aifactory.factory.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.aifactory.factory.client.FactoryClient;
import io.aifactory.factory.console.Messages;
import java.util.List;
import org.junit.jupiter.api.Test;

class DecisionReportTest {
    @Test
    void theBestCandidateComesFirstAndTheChosenOneIsMarked() throws JsonProcessingException {
        String explanation =
                """
                {"requestId":"r","decisions":[
                  {"at":"2026-12-01T01:02:03Z","sequence":1,"attempt":0,"policy":"least-damage","chosen":"b",
                   "explanation":"b was chosen of 2.",
                   "candidates":[{"workerId":"a","score":1234.5678,"terms":{"ttftMillis":1200.0,"joules":2.5}},
                                 {"workerId":"b","score":12.5,"terms":{}}]}]}
                """;

        assertEquals(
                List.of(
                        Messages.text("explain.decision", 1, 1, "2026-12-01T01:02:03Z"),
                        "  b was chosen of 2.",
                        Messages.text("explain.chosen", "b", "12.50", ""),
                        Messages.text(
                                "explain.candidate", "a", "1235", "ttftMillis 1200, joules 2.500")),
                DecisionReport.lines(FactoryClient.JSON.readTree(explanation)));
    }
}
