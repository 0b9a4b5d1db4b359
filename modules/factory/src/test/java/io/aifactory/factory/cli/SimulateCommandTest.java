package io.aifactory.factory.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class SimulateCommandTest {
    @TempDir Path folder;

    private final StringWriter errors = new StringWriter();

    @Test
    void aComparisonLeavesATableForProgramsAndAPageForPeople() throws IOException {
        // When
        int status = run("--trace", "b2b", "--policy", "round-robin,llm-d", "--loads", "2");

        // Then
        assertEquals(0, status, errors::toString);
        List<String> csv = Files.readAllLines(folder.resolve("simulation.csv"));
        assertEquals(1 + 2 * 2, csv.size());
        assertTrue(csv.get(1).startsWith("round-robin,1.00000,1,750,0,"), csv.get(1));
        assertTrue(Files.readString(folder.resolve("simulation.html")).contains("llm-d"));
    }

    @Test
    void capacitiesAreWrittenForEverySeed() throws IOException {
        assertEquals(
                0,
                run("--trace", "b2b", "--capacity", "--policy", "llm-d", "--seeds", "2"),
                errors::toString);
        assertEquals(3, Files.readAllLines(folder.resolve("capacity.csv")).size());
    }

    @Test
    void rulesAreComparedOnAFleetThatIsSplit() throws IOException {
        int status =
                run(
                        "--trace",
                        "b2b",
                        "--prefill-workers",
                        "2",
                        "--split",
                        "llm-d:512,predicted-paths",
                        "--loads",
                        "2");

        assertEquals(0, status, errors::toString);
        List<String> csv = Files.readAllLines(folder.resolve("simulation.csv"));
        assertEquals(1 + 2 * 2, csv.size());
        assertTrue(csv.get(1).startsWith("llm-d:512,1.00000,1,750,0,"), csv.get(1));
    }

    @Test
    void whatIsNotUnderstoodIsSaidAndNothingIsWritten() throws IOException {
        Path broken = Files.writeString(folder.resolve("t.jsonl"), "{}\nnonsense\n");
        assertFault("t.jsonl, line 1: there is no timestamp", "--trace", broken.toString());
        assertFault("absent.csv is not there", "--trace", "absent.csv");
        assertFault("unknown trace 'x'", "--trace", "x");
        assertFault("unknown policy 'best'; known: round-robin", "--policy", "best");
        assertFault("policy 'dynamo:credit=2'", "--policy", "dynamo:credit=2");
        assertFault("a fleet has 1 to 10000 workers, not 0", "--workers", "0");
        assertFault("unknown worker model 'fast'", "--model", "fast");
        assertFault("is no time with a unit", "--slo", "ttft=2");
        assertFault("a speed-up is a positive number, not NaN", "--speed-up", "NaN");
        assertFault("a speed-up is a positive number, not -1.0", "--loads", "-1");
        assertFault("the number of seeds is from 1 to 1000, not 0", "--seeds", "0");
        assertFault("threads: from 1 to 256", "--threads", "0");
        assertFault("exclude each other", "--raw", "--jitter", "2");
        assertFault("are from 0 to 1000000 s, not -1.0 and 0.0", "--cache-delay", "-1");
        assertFault("are from 0 to 1000000 s, not 0.0 and NaN", "--predict", "NaN");
        assertFault("price per kWh must be at least 0.0, not NaN", "--kwh", "NaN");
        assertFault("tokens per week are from 1", "--what-if", "--tokens-per-week", "-5");
        assertFault("unknown rule 'best'", "--prefill-workers", "2", "--split", "best");
        assertFault("--prefill-workers 8 of --workers 8", "--prefill-workers", "8");
        assertFault("compares rules", "--prefill-workers", "2", "--what-if");
        assertFault("one policy chooses", "--prefill-workers", "2", "--policy", "llm-d,dynamo");
        assertFault("a token has bytes", "--prefill-workers", "2", "--link", "0");
        assertFalse(Files.exists(folder.resolve("simulation.csv")));
    }

    @Test
    void aPromiseThatNobodyCanKeepIsRefusedWithTheReason() {
        assertFault("Nobody can keep this promise: at most 0.0 %", "--slo", "itl=1ms");
        assertFault("no fleet can: of these prompts", "--what-if", "--ttft-p99", "1ms");
    }

    @Test
    void helpHasEveryOptionInWords() {
        String help =
                new CommandLine(new SimulateCommand()).getUsageMessage().replaceAll("\\s+", " ");
        assertTrue(help.contains("95 % confidence"), help);
        assertTrue(help.contains("--tokens-per-week"), help);
        assertFalse(help.contains("option.simulate"), help);
    }

    private void assertFault(String message, String... arguments) {
        errors.getBuffer().setLength(0);
        assertEquals(2, run(arguments));
        assertTrue(errors.toString().contains(message), errors::toString);
    }

    private int run(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--output", folder.toString()));
        CommandLine line = new CommandLine(new SimulateCommand());
        line.setErr(new PrintWriter(errors, true));
        return line.execute(all.toArray(String[]::new));
    }
}
