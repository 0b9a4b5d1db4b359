package io.aifactory.factory.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.aifactory.factory.console.Messages;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What the measurement of qualities found, as lines for people; a pure function of each finding.
 */
public final class QualityTable {
    private static final String TRAINER = "held_out_bits_per_byte";

    private QualityTable() {}

    /**
     * What is measured on what, what the trainer reported of it, and what stands over the columns.
     *
     * @param version as the registry shows it
     * @param text as {@code QualityMain} prints it
     * @param heldOut whether it is the held-out part of the version's dataset
     */
    public static List<String> heading(JsonNode version, JsonNode text, boolean heldOut) {
        List<String> lines = new ArrayList<>();
        lines.add(
                Messages.text(
                        heldOut ? "bench.quality.heldOut" : "bench.quality.file",
                        version.path("reference").asText(),
                        text.path("name").asText(),
                        text.path("tokens").asInt(),
                        text.path("bytes").asLong()));
        JsonNode trainer = version.path("metrics").path(TRAINER);
        if (heldOut && trainer.isNumber()) {
            lines.add(
                    Messages.text(
                            "bench.quality.trainer",
                            String.format(Locale.ROOT, "%.4f", trainer.asDouble())));
        }
        lines.add(Messages.text("bench.quality.heading"));
        return lines;
    }

    /**
     * @param found one object with one field, {@code figure}, {@code skipped} or {@code failed}
     */
    public static String line(JsonNode found) {
        if (found.has("figure")) {
            return figure(found.path("figure"));
        }
        if (found.has("skipped")) {
            return Messages.text("bench.skipped", found.path("skipped").asText());
        }
        return Messages.text("bench.failed", found.path("failed").asText());
    }

    private static String figure(JsonNode figure) {
        double bits = figure.path("bitsPerByte").asDouble();
        double exact = figure.path("exactBitsPerByte").asDouble();
        return String.format(
                Locale.ROOT,
                "  %-5s %10.4f %+10.4f %+8.2f %% %15.2f %%",
                figure.path("precision").asText(),
                bits,
                bits - exact,
                100 * (bits / exact - 1),
                100 * figure.path("topTokenAgreement").asDouble());
    }
}
