package io.aifactory.factory.measurement;

import com.fasterxml.jackson.databind.JsonNode;
import io.aifactory.factory.client.ClientFailure;
import io.aifactory.factory.client.FactoryClient;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Consumer;

/** One request to {@code /v1/completions} or {@code /v1/chat/completions}, read as it arrives. */
public final class StreamingRequest {
    private static final String DATA = "data:";
    private static final String END = "[DONE]";

    private final FactoryClient client;
    private final String path;

    /**
     * @param path of the endpoint
     */
    public StreamingRequest(FactoryClient client, String path) {
        this.client = client;
        this.path = path;
    }

    /**
     * Sends the request and reads the answer to its end.
     *
     * @param body the request; {@code stream} and {@code stream_options.include_usage} must be set
     * @param text takes each piece of text
     */
    public RequestOutcome run(Map<String, ?> body, Consumer<String> text) {
        long sent = System.nanoTime();
        try (InputStream stream = client.stream(path, body);
                var reader =
                        new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            return read(reader, sent, text);
        } catch (ClientFailure e) {
            return new RequestOutcome.Failed(sent, e.code(), String.valueOf(e.getMessage()));
        } catch (IOException e) {
            return new RequestOutcome.Failed(sent, "", String.valueOf(e.getMessage()));
        }
    }

    private static RequestOutcome read(BufferedReader reader, long sent, Consumer<String> text)
            throws IOException {
        long first = 0;
        long last = 0;
        JsonNode usage = FactoryClient.JSON.missingNode();
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            if (!line.startsWith(DATA)) {
                continue;
            }
            String data = line.substring(DATA.length()).strip();
            if (data.equals(END)) {
                return outcome(sent, first, last, usage);
            }
            JsonNode event = FactoryClient.JSON.readTree(data);
            if (event.has("error")) {
                return new RequestOutcome.Failed(
                        sent,
                        event.at("/error/code").asText(),
                        event.at("/error/message").asText());
            }
            String piece = textOf(event.at("/choices/0"));
            if (!piece.isEmpty()) {
                last = System.nanoTime();
                first = first == 0 ? last : first;
                text.accept(piece);
            }
            if (event.path("usage").isObject()) {
                usage = event.path("usage");
            }
        }
        return new RequestOutcome.Failed(sent, "", "the answer ended early");
    }

    private static String textOf(JsonNode choice) {
        return choice.path("text").asText(choice.at("/delta/content").asText(""));
    }

    private static RequestOutcome outcome(long sent, long first, long last, JsonNode usage) {
        if (first == 0) {
            return new RequestOutcome.Failed(sent, "", "the answer was empty");
        }
        JsonNode cost = usage.path("aifactory");
        return new RequestOutcome.Answered(
                sent,
                first,
                last,
                usage.path("completion_tokens").asLong(),
                cost.path("joules").asDouble(),
                cost.path("money").asDouble(),
                cost.path("joulesEstimated").asBoolean(true));
    }
}
