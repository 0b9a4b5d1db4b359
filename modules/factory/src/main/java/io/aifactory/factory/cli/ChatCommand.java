package io.aifactory.factory.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.aifactory.factory.client.ClientFailure;
import io.aifactory.factory.client.FactoryClient;
import io.aifactory.factory.console.Console;
import io.aifactory.factory.console.Messages;
import io.aifactory.factory.home.Endpoint;
import io.aifactory.factory.measurement.RequestOutcome;
import io.aifactory.factory.measurement.StreamingRequest;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A conversation with the served model, one line at a time; the answer appears as it is made. */
@Command(name = "chat", mixinStandardHelpOptions = true, resourceBundle = Messages.BUNDLE)
final class ChatCommand implements Callable<Integer> {
    private static final String CONTEXT_IS_FULL = "context_length_exceeded";

    @Mixin private final HomeOption where = new HomeOption();

    @Option(names = "--model", paramLabel = "NAME", descriptionKey = "option.model")
    private @Nullable String model;

    @Option(names = "--max-tokens", defaultValue = "96", descriptionKey = "option.maxTokens")
    private int maxTokens;

    @Override
    public Integer call() throws IOException {
        Console console = Console.ofProcess();
        Optional<Endpoint> endpoint = where.daemon().running();
        if (endpoint.isEmpty()) {
            console.line(Messages.text("status.none", where.home().root()));
            return 1;
        }
        var client = new FactoryClient(endpoint.get().baseUri());
        String name = model == null ? firstModel(client) : model;
        console.line(Messages.text("chat.hello", name));
        var history = new ChatHistory();
        var input = new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset()));
        prompt();
        for (String line = input.readLine(); line != null; line = input.readLine()) {
            if (!line.isBlank()) {
                history.ask(line);
                answer(client, name, history, console);
            }
            prompt();
        }
        console.line("");
        return 0;
    }

    private void answer(FactoryClient client, String name, ChatHistory history, Console console) {
        var text = new StringBuilder();
        RequestOutcome outcome = send(client, name, history, text);
        boolean forgot = false;
        while (outcome instanceof RequestOutcome.Failed failed
                && failed.code().equals(CONTEXT_IS_FULL)
                && history.forgetOldest()) {
            forgot = true;
            outcome = send(client, name, history, text);
        }
        console.line("");
        if (forgot) {
            console.line(Messages.text("chat.forgot"));
        }
        switch (outcome) {
            case RequestOutcome.Answered done -> {
                history.answered(text.toString());
                double seconds = (done.lastNanos() - done.sentNanos()) / 1e9;
                console.line(
                        Messages.text(
                                "chat.figures", done.tokens(), seconds, done.tokens() / seconds));
            }
            case RequestOutcome.Failed failed -> {
                history.withdraw();
                console.line(Messages.text("failed", failed.reason()));
            }
        }
    }

    private RequestOutcome send(
            FactoryClient client, String name, ChatHistory history, StringBuilder text) {
        return new StreamingRequest(client, "/v1/chat/completions")
                .run(
                        Map.of(
                                "model",
                                name,
                                "messages",
                                history.messages(),
                                "max_tokens",
                                maxTokens,
                                "stream",
                                true,
                                "stream_options",
                                Map.of("include_usage", true)),
                        piece -> {
                            text.append(piece);
                            System.out.print(piece);
                            System.out.flush();
                        });
    }

    private static String firstModel(FactoryClient client) {
        JsonNode models = client.get("/v1/models").path("data");
        if (models.isEmpty()) {
            throw new ClientFailure(404, "model_not_found", Messages.text("chat.none"));
        }
        return models.path(0).path("id").asText();
    }

    private static void prompt() {
        System.out.print("> ");
        System.out.flush();
    }
}
