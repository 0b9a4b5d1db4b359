package io.aifactory.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aifactory.e2e.PackagedFactory.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** What {@code aifactory demo} prints, writes, uses again and refuses. */
@Order(1)
@Timeout(value = 6, unit = TimeUnit.MINUTES)
@ExtendWith(SharedDemonstration.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DemonstrationE2E {
    private final Demonstration demonstration;
    private final PackagedFactory factory;

    DemonstrationE2E(Demonstration demonstration) {
        this.demonstration = demonstration;
        factory = demonstration.factory();
    }

    @Test
    @Order(1)
    void theDemonstrationTurnsDocumentsIntoAMeasuredServedModel() throws Exception {
        // When
        String text = demonstration.first().output();

        // Then it printed a figure at every step
        for (String wanted :
                List.of(
                        "300 documents read",
                        "dataset sha256:",
                        "bits/byte; bigram baseline",
                        "alias champion",
                        "each with its source and offset in sha256:",
                        "/v1/chat/completions, streaming:",
                        "on the Pareto frontier",
                        "One billion tokens a week",
                        "curl http://127.0.0.1:")) {
            assertTrue(text.contains(wanted), () -> wanted + " is missing in:\n" + text);
        }
        // And wrote the reports
        Path reports = demonstration.folder().resolve("home/reports");
        assertEquals(4, Files.readAllLines(reports.resolve("frontier.csv")).size());
        assertTrue(Files.readString(reports.resolve("frontier.html")).contains("<svg"));
    }

    @Test
    @Order(2)
    void aSecondDemonstrationUsesWhatTheFirstMade() throws Exception {
        Outcome demo = demonstration.again().succeeded();

        assertTrue(demo.output().contains("already runs"), demo.output());
        assertTrue(demo.output().contains("is used again"), demo.output());
        assertEquals(datasetIn(demonstration.first().output()), datasetIn(demo.output()));
        assertEquals(
                1, factory.get("/api/v1/models/" + Demonstration.MODEL).path("versions").size());
    }

    @Test
    @Order(3)
    void aCorpusWithoutTextIsRefusedWithTheReason() throws Exception {
        Path empty = Files.createDirectories(demonstration.folder().resolve("empty"));
        Path binaries = Files.createDirectories(demonstration.folder().resolve("binaries"));
        for (int i = 0; i < 3; i++) {
            Files.write(binaries.resolve(i + ".bin"), new byte[] {0, 1, 2, 3, 0, (byte) 255});
        }
        for (Path bad : List.of(empty, binaries, demonstration.folder().resolve("absent.txt"))) {
            Outcome demo = factory.run("demo", "--quick", "--exit", "--data", bad.toString());

            assertEquals(1, demo.status(), demo.output());
            assertTrue(
                    demo.output().contains(bad.getFileName().toString()),
                    () -> "the message must name " + bad + ":\n" + demo.output());
            assertFalse(demo.output().contains("\tat "), demo.output());
        }
        // And the factory, which ran before these demonstrations, goes on in spite of --exit
        assertEquals(1, factory.get("/api/v1/datasets").size());
    }

    private static String datasetIn(String output) {
        int begin = output.indexOf("dataset sha256:") + "dataset ".length();
        return output.substring(begin, begin + "sha256:".length() + 64);
    }
}
