package io.aifactory.factory.cli;

import io.aifactory.factory.chat.ChatPartner;
import io.aifactory.factory.chat.ChatPartners;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * A conversation with a model, one line at a time; the answer appears as it is made. With a
 * question on the command line: the answer alone, for scripts.
 */
@Command(name = "chat", mixinStandardHelpOptions = true, resourceBundle = Messages.BUNDLE)
final class ChatCommand implements Callable<Integer> {
    private static final String CONTEXT_IS_FULL = "context_length_exceeded";

    @Mixin private final HomeOption where = new HomeOption();

    @Parameters(
            arity = "0..*",
            paramLabel = "MODEL [QUESTION]",
            hideParamSyntax = true,
            descriptionKey = "option.chat.arguments")
    private final List<String> arguments = new ArrayList<>();

    @Option(names = "--model", paramLabel = "NAME", descriptionKey = "option.model")
    private @Nullable String model;

    @Option(names = "--max-tokens", paramLabel = "N", descriptionKey = "option.maxTokens")
    private @Nullable Integer maxTokens;

    @Option(names = "--temperature", paramLabel = "T", descriptionKey = "option.temperature")
    private @Nullable Double temperature;

    @Option(names = "--slots", paramLabel = "N", descriptionKey = "option.slots")
    private @Nullable Integer slots;

    @Override
    public Integer call() throws IOException, InterruptedException {
        List<String> rest = new ArrayList<>(arguments);
        Optional<String> wanted =
                Optional.ofNullable(model)
                        .or(() ->
                                rest.isEmpty()
                                        ? Optional.empty()
                                        : Optional.of(rest.removeFirst()));
        String question = String.join(" ", rest);
        Console console = question.isBlank() ? Console.ofProcess() : Console.besideOutput();
        Optional<Endpoint> endpoint = where.daemon().running();
        if (endpoint.isEmpty()) {
            if (wanted.isEmpty()) {
                console.line(Messages.text("status.none", where.home().root()));
                return 1;
            }
            endpoint = Optional.of(where.daemon().start(OptionalInt.empty()));
            console.line(Messages.text("start.started", endpoint.get().baseUri()));
        }
        var client = new FactoryClient(endpoint.get().baseUri());
        var partners = new ChatPartners(client, console);
        ChatPartner partner =
                wanted.isEmpty() ? partners.first() : partners.find(wanted.get(), slots());
        var history = new ChatHistory();
        if (!question.isBlank()) {
            history.ask(question);
            return answer(client, partner, history, console) ? 0 : 1;
        }
        console.line(
                Messages.text(
                        partner.answersQuestions() ? "chat.hello" : "chat.hello.base",
                        partner.name()));
        var input = new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset()));
        prompt();
        for (String line = input.readLine(); line != null; line = input.readLine()) {
            if (!line.isBlank()) {
                history.ask(line);
                answer(client, partner, history, console);
            }
            prompt();
        }
        console.line("");
        return 0;
    }

    private OptionalInt slots() {
        return slots == null ? OptionalInt.empty() : OptionalInt.of(slots);
    }

    private boolean answer(
            FactoryClient client, ChatPartner partner, ChatHistory history, Console console) {
        var text = new StringBuilder();
        RequestOutcome outcome = send(client, partner, history, text);
        boolean forgot = false;
        while (outcome instanceof RequestOutcome.Failed failed
                && failed.code().equals(CONTEXT_IS_FULL)
                && history.forgetOldest()) {
            forgot = true;
            outcome = send(client, partner, history, text);
        }
        if (!text.isEmpty()) {
            System.out.println();
        }
        if (forgot) {
            console.line(Messages.text("chat.forgot"));
        }
        return switch (outcome) {
            case RequestOutcome.Answered done -> {
                history.answered(text.toString());
                double seconds = (done.lastNanos() - done.sentNanos()) / 1e9;
                console.line(
                        Messages.text(
                                "chat.figures", done.tokens(), seconds, done.tokens() / seconds));
                yield true;
            }
            case RequestOutcome.Failed failed -> {
                history.withdraw();
                console.line(Messages.text("failed", failed.reason()));
                yield false;
            }
        };
    }

    private RequestOutcome send(
            FactoryClient client, ChatPartner partner, ChatHistory history, StringBuilder text) {
        return new StreamingRequest(client, "/v1/chat/completions")
                .run(
                        Map.of(
                                "model",
                                partner.name(),
                                "messages",
                                history.messages(),
                                "max_tokens",
                                maxTokens == null ? partner.answerTokens() : maxTokens,
                                "temperature",
                                temperature == null ? partner.temperature() : temperature,
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

    private static void prompt() {
        System.out.print("> ");
        System.out.flush();
    }
}
