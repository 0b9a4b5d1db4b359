package io.aifactory.simulator.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TraceFilesTest {
    @TempDir Path folder;

    @Test
    void mooncakeLinesAreSortedAndThoseWithoutOutputLeftOut() throws IOException {
        // Given
        Path file =
                Files.writeString(
                        folder.resolve("t.jsonl"),
                        """
                        {"timestamp": 3000, "input_length": 7, "output_length": 2, "hash_ids": [1]}
                        {"timestamp": 0, "input_length": 5, "output_length": 1, "hash_ids": [0]}
                        {"timestamp": 1, "input_length": 5, "output_length": 0, "hash_ids": [0]}
                        """);

        // Then
        assertEquals(
                List.of(new Arrival(0, 5, 1), new Arrival(3_000_000_000L, 7, 2)),
                TraceFiles.mooncake(file));
    }

    @Test
    void azureTimesCountFromTheFirstRow() throws IOException {
        // Given
        Path file =
                Files.writeString(
                        folder.resolve("t.csv"),
                        """
                        TIMESTAMP,ContextTokens,GeneratedTokens
                        2023-11-16 18:17:03.9799600,4808,10
                        2023-11-16 18:17:04.0319600,110,27
                        """);

        // Then
        assertEquals(
                List.of(new Arrival(0, 4_808, 10), new Arrival(52_000_000L, 110, 27)),
                TraceFiles.azure(file));
    }

    @Test
    void aTraceCanBeSpedUp() {
        assertEquals(
                List.of(new Arrival(500, 1, 1)),
                TraceFiles.scaled(List.of(new Arrival(1_000, 1, 1)), 2));
    }

    @Test
    void thePublishedConversationTraceIsReadWhole() throws IOException {
        List<Arrival> arrivals =
                TraceFiles.mooncake(published("mooncake_conversation_trace.jsonl"));
        assertEquals(12_031, arrivals.size());
        assertEquals(412, arrivals.stream().mapToLong(Arrival::outputTokens).sum() / 10_000);
    }

    @Test
    void thePublishedAzureTraceIsReadWhole() throws IOException {
        List<Arrival> arrivals = TraceFiles.azure(published("azure2023_conv.csv"));
        assertEquals(19_366, arrivals.size());
        assertEquals(3_501, arrivals.getLast().nanos() / 1_000_000_000L);
    }

    private static Path published(String name) {
        Path file =
                Path.of(System.getProperty("aifactory.reference-data", "absent"))
                        .resolve("traces")
                        .resolve(name);
        assumeTrue(Files.exists(file), "the published trace " + name + " is not here");
        return file;
    }
}
