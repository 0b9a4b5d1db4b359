package io.aifactory.factory.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.aifactory.factory.client.FactoryClient;
import io.aifactory.factory.console.Console;
import io.aifactory.factory.console.Messages;
import io.aifactory.factory.measurement.RequestOutcome;
import io.aifactory.factory.measurement.StreamingRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Step 5b: the model answers on every endpoint it should, streaming and not. */
final class ServeStep {
    private static final int TOKENS = 24;
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
        JsonNode completion =
                client.post(
                        "/v1/completions",
                        Map.of("model", settings.name(), "prompt", PROMPT, "max_tokens", TOKENS));
        check(completion.at("/usage/completion_tokens").asInt() > 0, "/v1/completions");
        show("/v1/completions", completion.at("/choices/0/text").asText());
        Map<String, Object> chat =
                Map.of(
                        "model",
                        settings.name(),
                        "messages",
                        List.of(Map.of("role", "user", "content", PROMPT)),
                        "max_tokens",
                        TOKENS);
        JsonNode answer = client.post("/v1/chat/completions", chat);
        check(answer.at("/usage/completion_tokens").asInt() > 0, "/v1/chat/completions");
        show("/v1/chat/completions", answer.at("/choices/0/message/content").asText());
        var streaming = new java.util.HashMap<>(chat);
        streaming.put("stream", true);
        streaming.put("stream_options", Map.of("include_usage", true));
        var pieces = new java.util.ArrayList<String>();
        RequestOutcome outcome =
                new StreamingRequest(client, "/v1/chat/completions").run(streaming, pieces::add);
        check(outcome instanceof RequestOutcome.Answered, "/v1/chat/completions (SSE)");
        console.line(Messages.text("demo.serve.stream", pieces.size()));
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
