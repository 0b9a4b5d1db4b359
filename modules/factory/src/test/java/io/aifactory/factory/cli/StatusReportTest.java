package io.aifactory.factory.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.aifactory.factory.client.FactoryClient;
import io.aifactory.factory.console.Messages;
import java.util.List;
import org.junit.jupiter.api.Test;

class StatusReportTest {
    @Test
    void whatIsNotWellIsFollowedByItsReason() throws JsonProcessingException {
        // Given
        String overview =
                """
                {"deployments":[
                   {"name":"a","modelVersion":"a:1","state":"SERVING","reason":"","ready":1,"workers":1,
                    "adapters":[{"name":"polite","modelVersion":"p:3"}],
                    "draft":{"model":"d","modelVersion":"d:4"}},
                   {"name":"b","modelVersion":"b:2","state":"FAILED","reason":"no memory","ready":0,"workers":1,"quality":null}],
                 "workers":[
                   {"id":"a-1","state":"READY","reason":"","pid":7,"runningSequences":1,"slots":4,"tokensPerSecond":2.5,"device":"cuda:1"},
                   {"id":"b-1","state":"RESTARTING","reason":"signal 9\\nlog: b.log\\n","pid":0,"runningSequences":0,"slots":4,"tokensPerSecond":0}]}
                """;

        // When
        List<String> lines = StatusReport.lines(FactoryClient.JSON.readTree(overview));

        // Then
        assertEquals(
                List.of(
                        Messages.text("status.deployment", "a", "a:1", "SERVING", 1, 1),
                        Messages.text("status.adapter", "polite", "p:3"),
                        Messages.text("status.draft", "d:4"),
                        Messages.text("status.deployment", "b", "b:2", "FAILED", 0, 1),
                        Messages.text("status.reason", "no memory"),
                        Messages.text("status.worker", "a-1", "READY", "7", 1, 4, 2.5, "cuda:1"),
                        Messages.text("status.worker", "b-1", "RESTARTING", "0", 0, 4, 0.0, "–"),
                        Messages.text("status.reason", "signal 9"),
                        Messages.text("status.reason", "log: b.log")),
                lines);
    }

    @Test
    void whatIsNotKeptInFloat32SaysWhatThatCosts() throws JsonProcessingException {
        String deployment =
                """
                {"name":"%s","modelVersion":"m:1","state":"SERVING","reason":"","ready":1,"workers":1,
                 "quality":%s}\
                """;
        String overview =
                "{\"deployments\":["
                        + deployment.formatted(
                                "a",
                                """
                                {"precision":"int4","bitsPerByte":1.648,"bitsPerByteF32":1.6,
                                 "topTokenAgreement":0.925,"tokens":42551,"text":"europarl",
                                 "heldOut":true}\
                                """)
                        + ","
                        + deployment.formatted(
                                "b",
                                "{\"precision\":\"int8\",\"note\":\"not measured: ./aifactory …\"}")
                        + ","
                        + deployment.formatted(
                                "c",
                                """
                                {"precision":"f32","bitsPerByte":1.6,"bitsPerByteF32":1.6,
                                 "topTokenAgreement":1,"tokens":42551,"text":"europarl"}\
                                """)
                        + "]}";

        assertEquals(
                List.of(
                        Messages.text("status.deployment", "a", "m:1", "SERVING", 1, 1),
                        Messages.text(
                                "status.quality",
                                "int4",
                                "1.6480",
                                "1.6000",
                                "+3.00",
                                "92.50",
                                42551,
                                "europarl"),
                        Messages.text("status.deployment", "b", "m:1", "SERVING", 1, 1),
                        Messages.text("status.unmeasured", "int8", "m:1"),
                        Messages.text("status.deployment", "c", "m:1", "SERVING", 1, 1)),
                StatusReport.lines(FactoryClient.JSON.readTree(overview)));
    }

    @Test
    void anIdleFactoryNeedsNoLine() throws JsonProcessingException {
        assertEquals(List.of(), StatusReport.lines(FactoryClient.JSON.readTree("{}")));
    }
}
