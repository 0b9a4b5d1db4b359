package io.aifactory.simulator.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.aifactory.schedulercore.prefix.PromptBlocks;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TraceFilesTest {
    @TempDir Path folder;

    @Test
    void mooncakeLinesAreSortedAndThoseWithoutOutputLeftOut() throws IOException {
        // Given
        Path file =
                file(
                        """
                        {"timestamp": 3000, "input_length": 700, "output_length": 2, "hash_ids": [0, 1]}
                        {"timestamp": 0.5, "input_length": 5, "output_length": 1, "hash_ids": [0]}

                        {"timestamp": 1, "input_length": 5, "output_length": 0, "hash_ids": [0], "other": 1}
                        {"timestamp":9,"input_length":5,"output_length":1}
                        """);

        // Then
        assertEquals(
                List.of(
                        new Arrival(500_000L, 5, 1, blocks(0), "anonymous"),
                        new Arrival(9_000_000L, 5, 1),
                        new Arrival(3_000_000_000L, 700, 2, blocks(0, 1), "anonymous")),
                MooncakeTrace.read(file));
    }

    @Test
    void azureTimesCountFromTheFirstRowInTime() throws IOException {
        // Given
        Path file =
                file(
                        """
                        TIMESTAMP,ContextTokens,GeneratedTokens
                        2023-11-16 18:17:04.0319600,110,27
                        2023-11-16 18:17:03.9799600,4808,10
                        """);

        // Then
        assertEquals(
                List.of(new Arrival(0, 4_808, 10), new Arrival(52_000_000L, 110, 27)),
                AzureTrace.read(file));
    }

    @Test
    void aFaultIsNamedWithItsLineAndWhatALineShouldBe() throws IOException {
        String good =
                "{\"timestamp\": 0, \"input_length\": 5, \"output_length\": 1, \"hash_ids\": [0]}\n";
        assertFault(good + "{\"timestamp\": 1}", 2, "there is no input_length");
        assertFault(good + "\n" + good.replace("5", "-5"), 3, "input_length is -5.0, which is not");
        assertFault(good.replace("[0]", "[0, 1]"), 1, "5 tokens has 1 hash_ids, not 2");
        assertFault(good.replace("[0]", "7"), 1, "hash_ids is not an array");
        assertFault(
                good.replace("[0]", "[x]"), 1, "column 71 is not JSON, 'Unrecognized token 'x'");
        assertFault(good.replace("[0]", "[0.5]"), 1, "hash_ids has '0.5' where a whole number");
        assertFault(good.replace("[0]", "[1e3]"), 1, "hash_ids has '1e3' where a whole number");
        assertFault(good.replace("5", "\"5\""), 1, "input_length is not a number");
        assertFault(good + "{\"timestamp\": NaN", 2, "is not JSON, 'Non-standard token 'NaN'");
        assertFault(good.replace(": 5", ": 1e99"), 1, "input_length is 1.0E99");
        assertFault("nonsense", 1, "is not JSON, 'Unrecognized token 'nonsense'");
        assertFault("[]", 1, "it is not an object");
        assertFault(good + "{\"timestamp\": 1", 2, "is not JSON, 'Unexpected end-of-input");
        assertFault(good.strip() + " x", 1, "is not JSON, 'Unrecognized token 'x'");
        assertFault(good.strip() + " {}", 1, "something follows the end of the object");
        assertFault(good.replace("{", "{\"timestamp\": 1, "), 1, "Duplicate field 'timestamp'");
        assertFault("[".repeat(100), 1, "it is not an object");
        assertFault("{\"other\": " + "[".repeat(100), 1, "is not JSON, 'Document nesting depth");
        assertEquals(
                folder.resolve("t")
                        + ": there is no request in it; a line is {\"timestamp\": ms, \"input_length\": n, \"output_length\": n, \"hash_ids\": [one for each 512 tokens]}",
                fault(() -> MooncakeTrace.read(file("\n"))));
    }

    @Test
    void aFaultyRowOfAzuresIsNamedToo() throws IOException {
        String header = "TIMESTAMP,ContextTokens,GeneratedTokens\n";
        assertAzureFault("time,in,out\n", 1, "the header is 'time,in,out'");
        assertAzureFault(header + "2023-11-16 18:17:03,1\n", 2, "it has 2 cells instead of 3");
        assertAzureFault(header + "yesterday,1,1\n", 2, "'yesterday' is not a time");
        assertAzureFault(
                header + "2023-11-16 18:17:03,1,many\n", 2, "GeneratedTokens is 'many', which");
        assertAzureFault(
                header + "2023-11-16 18:17:03,0,1\n", 2, "ContextTokens is '0', which is not");
    }

    @Test
    void bytesThatAreNoTextAreNamed() throws IOException {
        Path file = Files.write(folder.resolve("b"), new byte[] {(byte) 0xff, (byte) 0xfe, 10});
        assertTrue(fault(() -> MooncakeTrace.read(file)).contains("it is not text in UTF-8"));
    }

    @Property(tries = 200)
    void noLineWhateverItHoldsBreaksTheReader(@ForAll String line) throws IOException {
        Path file = Files.createTempFile("trace", ".jsonl");
        try {
            Files.write(file, line.getBytes(StandardCharsets.UTF_8));
            assertThrows(TraceException.class, () -> MooncakeTrace.read(file));
        } finally {
            Files.delete(file);
        }
    }

    @Test
    void aTraceCanBeSpedUpAndShaken() {
        List<Arrival> two = List.of(new Arrival(0, 1, 1), new Arrival(1_000, 2, 2));
        assertEquals(
                List.of(new Arrival(0, 1, 1), new Arrival(500, 2, 2)), Reshaping.scaled(two, 2));
        List<Arrival> shaken = Reshaping.jittered(two, 3, 7);
        assertEquals(shaken, Reshaping.jittered(two, 3, 7));
        assertTrue(shaken.getFirst().nanos() <= shaken.getLast().nanos());
        assertTrue(shaken.getLast().nanos() < 3_000_001_000L);
        assertThrows(IllegalArgumentException.class, () -> Reshaping.scaled(two, Double.NaN));
        assertThrows(IllegalArgumentException.class, () -> Reshaping.scaled(two, 0));
        assertThrows(IllegalArgumentException.class, () -> Reshaping.jittered(two, -1, 7));
    }

    @Test
    void thePublishedConversationTraceIsReadWhole() throws IOException {
        List<Arrival> arrivals = MooncakeTrace.read(published("mooncake_conversation_trace.jsonl"));
        assertEquals(12_031, arrivals.size());
        assertEquals(412, arrivals.stream().mapToLong(Arrival::outputTokens).sum() / 10_000);
        assertEquals(288_500, arrivals.stream().mapToInt(a -> a.blocks().count()).sum());
    }

    @Test
    void thePublishedAzureTraceIsReadWhole() throws IOException {
        List<Arrival> arrivals = AzureTrace.read(published("azure2023_conv.csv"));
        assertEquals(19_366, arrivals.size());
        assertEquals(3_501, arrivals.getLast().nanos() / 1_000_000_000L);
    }

    private interface Reading {
        List<Arrival> read() throws IOException;
    }

    private void assertFault(String text, int line, String wrong) throws IOException {
        Path file = file(text);
        String message = fault(() -> MooncakeTrace.read(file));
        assertTrue(message.startsWith(file + ", line " + line + ": "), message);
        assertTrue(message.contains(wrong), message);
        assertTrue(message.contains("; a line is {"), message);
    }

    private void assertAzureFault(String text, int line, String wrong) throws IOException {
        Path file = file(text);
        String message = fault(() -> AzureTrace.read(file));
        assertTrue(message.startsWith(file + ", line " + line + ": " + wrong), message);
    }

    private static String fault(Reading reading) {
        return String.valueOf(assertThrows(TraceException.class, reading::read).getMessage());
    }

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("t"), text);
    }

    private static PromptBlocks blocks(long... hashes) {
        return new PromptBlocks(512, hashes);
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
