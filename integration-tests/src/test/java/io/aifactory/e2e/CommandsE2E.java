package io.aifactory.e2e;

import static io.aifactory.e2e.Demonstration.MODEL;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.openai.models.completions.CompletionCreateParams;
import io.aifactory.e2e.PackagedFactory.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The commands beside the demonstration, on a factory that runs and on a home without one. */
@Order(2)
@Timeout(value = 6, unit = TimeUnit.MINUTES)
@ExtendWith(SharedDemonstration.class)
class CommandsE2E {
    private final PackagedFactory factory;
    private final PackagedFactory stopped;

    CommandsE2E(Demonstration demonstration, @TempDir Path folder) {
        factory = demonstration.factory();
        stopped = new PackagedFactory(folder);
    }

    @Test
    void theDoctorHasAFindingOnEachPartOfTheMachine() throws Exception {
        String text = factory.run("doctor").succeeded().output();

        for (String finding :
                List.of(
                        "ok +JDK +" + Runtime.version().feature() + "\\..*",
                        "(ok|hint) +CPU +[0-9]+ cores, .*",
                        "ok +RAM +[0-9.,]+ GiB",
                        "ok +disk +.* GiB free",
                        "ok +port +The factory already runs: http://127.0.0.1:[0-9]+",
                        "(ok|hint) +energy +.*",
                        "(ok|hint) +GPU +.*",
                        "ok +PostgreSQL +the embedded server started .*",
                        "ok +engine +libtorch [0-9.]+.* [1-9][0-9]* GFLOP/s .*",
                        "Nothing stands in the way\\.")) {
            assertTrue(text.lines().anyMatch(line -> line.matches(finding)), finding + text);
        }
    }

    @Test
    void theDoctorSaysWhereThereIsNoCudaDevice() throws Exception {
        assumeFalse(Files.exists(Path.of("/dev/nvidia0")), "there is one");

        Outcome outcome = factory.run("doctor", "--gpu");

        assertEquals(3, outcome.status(), outcome.output());
        assertEquals("no CUDA device", outcome.output().lines().toList().getLast());
    }

    @Test
    void theEngineIsMeasuredInEachPrecisionBesideTheMachinesLimits() throws Exception {
        String text =
                factory.run("bench", "engine", MODEL, "--sequences", "1,2", "--itl", "60000")
                        .succeeded()
                        .output();

        assertTrue(
                text.lines()
                        .anyMatch(l -> l.matches(" +this machine: reads [0-9.]+ GB/s; .*F32 .*")),
                text);
        for (String precision : List.of("F32", "BF16", "INT8", "INT4")) {
            for (String step : List.of("prompt of [0-9]+", "decode (1 sequence|2 sequences)")) {
                assertTrue(
                        text.lines()
                                .anyMatch(l ->
                                        l.matches(" +" + precision + " +" + step + " +[0-9].*")),
                        precision + " " + step + text);
            }
            assertTrue(text.contains(precision + ": expected for the SLO are "), text);
        }
        assertTrue(text.contains("For this SLO a worker with precision=auto takes F32."), text);
    }

    @Test
    void anSloOutOfRangeIsRefused() throws Exception {
        Outcome refused = factory.run("bench", "engine", MODEL, "--itl", "0");

        assertTrue(refused.status() != 0, refused.output());
        assertTrue(refused.output().contains("an SLO's ITL must be in"), refused.output());
    }

    @Test
    void aPrecisionThatCannotBeMeasuredIsRefused() throws Exception {
        Outcome refused = factory.run("bench", "engine", MODEL, "--precision", "fp8");

        assertTrue(refused.status() != 0, refused.output());
        assertTrue(refused.output().contains("'fp8' is not a precision"), refused.output());
    }

    @Test
    void aConversationAnswersEachLineAndEndsWithItsInput() throws Exception {
        Outcome chat =
                factory.runWithInput("The old baker\n", "chat", "--max-tokens", "8").succeeded();

        List<String> lines = chat.output().lines().toList();
        assertTrue(lines.getFirst().startsWith("Talking to " + MODEL + "."), chat.output());
        assertTrue(lines.get(1).matches("> .+"), "an answer after the prompt: " + chat.output());
        assertTrue(
                lines.get(lines.size() - 2).matches("\\[[1-8] tokens, [0-9.]+ s, [0-9]+ tokens/s]"),
                chat.output());
        assertEquals("> ", lines.getLast(), "asks for the next line");
    }

    @Test
    void aConversationWithAModelThatIsNotRegisteredDoesNotBegin() throws Exception {
        Outcome chat = factory.runWithInput("a\n", "chat", "--model", "nobody");

        assertEquals(1, chat.status(), chat.output());
        assertTrue(chat.output().contains("aifactory: "), chat.output());
        assertTrue(chat.output().contains("nobody"), chat.output());
        assertFalse(chat.output().contains("\tat "), chat.output());
    }

    @Test
    void aRequestIsExplainedByWhatWasExpectedAndWhatCame() throws Exception {
        String id =
                factory.client()
                        .completions()
                        .create(
                                CompletionCreateParams.builder()
                                        .model(MODEL)
                                        .prompt("The old baker")
                                        .maxTokens(8)
                                        .build())
                        .id();

        String text = factory.run("explain", id).succeeded().output();

        assertTrue(text.startsWith("Sequence 0, attempt 1, "), text);
        assertTrue(text.contains(" was chosen of 1 by least-damage. Expected: "), text);
        assertTrue(text.contains(" It came to "), text);
        assertTrue(text.contains("  * " + MODEL), text);

        Outcome unknown = factory.run("explain", "nobody");
        assertEquals(1, unknown.status(), unknown.output());
        assertTrue(
                unknown.output().contains("no decision of this request is kept"), unknown.output());
    }

    @Test
    void theLogsShowTheControlPlaneAndItsWorker() throws Exception {
        String text = factory.run("logs", "--lines", "20").succeeded().output();

        int control = text.indexOf("== factory.log");
        int worker = text.indexOf("== worker-" + MODEL);
        assertTrue(control == 0 && worker > 0, text);
        assertTrue(text.substring(control, worker).contains(" INFO "), text);
        assertTrue(text.substring(worker).contains("Installed features"), text);
        assertTrue(text.contains("All logs: "), text);
    }

    @Test
    void theStatusNamesDeploymentAndWorker() throws Exception {
        String text = factory.run("status").succeeded().output();

        long pid = factory.readyWorker().orElseThrow().pid();
        List<String> lines = text.lines().toList();
        assertTrue(lines.get(0).startsWith("Running at " + factory.uri("")), text);
        assertEquals(
                "Deployment " + MODEL + ": " + MODEL + ":1, SERVING, 1 of 1 workers ready",
                lines.get(1));
        assertTrue(
                lines.get(2)
                        .matches(
                                "Worker "
                                        + MODEL
                                        + ".*: READY, process "
                                        + pid
                                        + ", .* tokens/s, device cpu, .*"),
                text);
    }

    @Test
    void aHomeWithoutARunningFactoryIsNamedAndTheWayOutSaid() throws Exception {
        Outcome chat = stopped.runWithInput("hello\n", "chat");
        Outcome status = stopped.run("status");
        Outcome logs = stopped.run("logs");

        for (Outcome outcome : List.of(chat, status)) {
            assertTrue(
                    outcome.output()
                            .matches("No factory runs in .*/home\\. Start it: .*aifactory start\n"),
                    outcome.output());
        }
        assertEquals(1, chat.status());
        assertEquals(3, status.status());
        assertEquals(0, logs.status());
        assertTrue(logs.output().startsWith("Nothing has been logged yet in "), logs.output());
    }
}
