package io.aifactory.factory.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.aifactory.factory.client.FactoryClient;
import io.aifactory.factory.console.Console;
import io.aifactory.factory.console.Messages;
import io.aifactory.factory.measurement.RequestOutcome;
import io.aifactory.factory.measurement.StreamingRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Step 5b: the model answers on every endpoint it should, streaming and not. */
final class ServeStep {
    private static final int TOKENS = 24;
    private static final int SEED = 1;
    private static final int LISTING_POLLS = 100;
    private static final Duration LISTING_POLL = Duration.ofMillis(100);
    private static final String PROMPT = "The ";

    private final DemoSettings settings;
    private final FactoryClient client;
    private final Console console;

    ServeStep(DemoSettings settings, FactoryClient client, Console console) {
        this.settings = settings;
        this.client = client;
        this.console = console;
    }

    void run() throws InterruptedException {
        console.line(Messages.text("demo.serve"));
        check(isListedInTime(), "/v1/models");
        JsonNode completion = client.post("/v1/completions", request("prompt", PROMPT));
        check(completion.at("/usage/completion_tokens").asInt() > 0, "/v1/completions");
        show("/v1/completions", completion.at("/choices/0/text").asText());
        Map<String, Object> chat =
                request("messages", List.of(Map.of("role", "user", "content", PROMPT)));
        JsonNode answer = client.post("/v1/chat/completions", chat);
        check(answer.at("/usage/completion_tokens").asInt() > 0, "/v1/chat/completions");
        show("/v1/chat/completions", answer.at("/choices/0/message/content").asText());
        var streaming = new HashMap<>(chat);
        streaming.put("stream", true);
        streaming.put("stream_options", Map.of("include_usage", true));
        var pieces = new ArrayList<String>();
        RequestOutcome outcome =
                new StreamingRequest(client, "/v1/chat/completions").run(streaming, pieces::add);
        check(outcome instanceof RequestOutcome.Answered, "/v1/chat/completions (SSE)");
        console.line(Messages.text("demo.serve.stream", pieces.size()));
    }

    /**
     * A hardly trained model may end its answer at the first token, which is no fault of serving.
     */
    private Map<String, Object> request(String key, Object value) {
        return Map.of(
                "model",
                settings.name(),
                key,
                value,
                "max_tokens",
                TOKENS,
                "seed",
                SEED,
                "ignore_eos",
                true);
    }

    /** The front door learns of a new worker when it next asks, a moment after it is ready. */
    private boolean isListedInTime() throws InterruptedException {
        for (int i = 0; i < LISTING_POLLS; i++) {
            for (JsonNode model : client.get("/v1/models").path("data")) {
                if (model.path("id").asText().equals(settings.name())) {
                    return true;
                }
            }
            Thread.sleep(LISTING_POLL);
        }
        return false;
    }

    private void check(boolean good, String endpoint) {
        if (!good) {
            throw new DemoFailure(Messages.text("demo.serve.failed", endpoint));
        }
    }

    private void show(String endpoint, String text) {
        console.line(
                Messages.text("demo.serve.answer", endpoint, text.replaceAll("\\s+", " ").strip()));
    }
}
