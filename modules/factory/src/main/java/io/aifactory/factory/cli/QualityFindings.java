package io.aifactory.factory.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aifactory.factory.bench.QualityTable;
import io.aifactory.factory.client.FactoryClient;
import io.aifactory.factory.console.Console;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** What the measurement of qualities finds: shown at once, figures kept by the factory as well. */
final class QualityFindings implements AutoCloseable {
    private final Console console;
    private final FactoryClient client;
    private final JsonNode version;
    private final boolean heldOut;
    private JsonNode text = FactoryClient.JSON.createObjectNode();
    private Optional<Console.Progress> progress = Optional.empty();

    /**
     * @param version that is measured, as the registry shows it
     * @param heldOut whether the text is the held-out part of its dataset
     */
    QualityFindings(Console console, FactoryClient client, JsonNode version, boolean heldOut) {
        this.console = console;
        this.client = client;
        this.version = version;
        this.heldOut = heldOut;
    }

    /**
     * @param found one object with one field, as {@code QualityMain} prints it
     */
    void accept(JsonNode found) {
        if (found.has("progress")) {
            progress(found.path("progress"));
            return;
        }
        close();
        if (found.has("text")) {
            text = found.path("text");
            QualityTable.heading(version, text, heldOut).forEach(console::line);
            return;
        }
        console.line(QualityTable.line(found));
        if (found.has("figure")) {
            client.post("/api/v1/qualities", measured(found.path("figure")));
        }
    }

    private void progress(JsonNode reported) {
        if (!console.isTerminal()) {
            return;
        }
        if (progress.isEmpty()) {
            progress = Optional.of(console.progress(reported.path("precision").asText()));
        }
        progress.get().update(reported.path("part").asDouble(), "");
    }

    /** As {@code MeasuredQuality} is read. */
    private ObjectNode measured(JsonNode figure) {
        return FactoryClient.JSON
                .createObjectNode()
                .put("manifest", version.path("manifest").asText())
                .put("modelVersion", version.path("reference").asText())
                .put("precision", figure.path("precision").asText().toLowerCase(Locale.ROOT))
                .put("text", text.path("name").asText())
                .put("textDigest", text.path("digest").asText())
                .put("heldOut", heldOut)
                .put("tokens", figure.path("tokens").asInt())
                .put("bytes", figure.path("bytes").asLong())
                .put("bitsPerByte", figure.path("bitsPerByte").asDouble())
                .put("bitsPerByteF32", figure.path("exactBitsPerByte").asDouble())
                .put("topTokenAgreement", figure.path("topTokenAgreement").asDouble())
                .put("measuredAt", Instant.now().toString());
    }

    @Override
    public void close() {
        progress.ifPresent(Console.Progress::close);
        progress = Optional.empty();
    }
}
