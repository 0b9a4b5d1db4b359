package io.aifactory.factory.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.aifactory.factory.client.FactoryClient;
import io.aifactory.factory.console.Console;
import io.aifactory.factory.console.Messages;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ChatPartnersTest {
    private static final String SERVED = "{\"data\":[{\"id\":\"%s\"}]}";
    private static final String STARTING =
            """
            [{"name":"%s","model":"tiny","modelVersion":"tiny:1","state":"STARTING",
              "reason":"","workers":1,"ready":0}]
            """;
    private static final String LLAMA =
            "{\"architectures\":[\"LlamaForCausalLM\"],\"max_position_embeddings\":2048}";

    private final Map<String, String> answers = new ConcurrentHashMap<>();
    private final List<JsonNode> deployed = new ArrayList<>();
    private final HttpServer server;

    ChatPartnersTest() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        answers.put("/v1/models", "{\"data\":[]}");
        answers.put("/api/v1/deployments", "[]");
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void aServedModelIsTakenAsItIs() throws InterruptedException {
        answers.put("/v1/models", SERVED.formatted("tiny"));

        assertEquals(
                new ChatPartner("tiny", 96, false), partners().find("tiny", OptionalInt.empty()));
        assertEquals(new ChatPartner("tiny", 96, false), partners().first());
        assertEquals(List.of(), deployed);
    }

    @Test
    void aRegisteredModelIsDeployedFirst() throws InterruptedException {
        register("tiny", LLAMA);

        ChatPartner partner = partners().find("tiny", OptionalInt.of(2));

        assertEquals(new ChatPartner("tiny", 512, false), partner);
        assertEquals(1, deployed.size());
        assertEquals("tiny", deployed.getFirst().path("name").asText());
        assertEquals("tiny", deployed.getFirst().path("model").asText());
        assertEquals(2, deployed.getFirst().path("slots").asInt());
        assertEquals(1, deployed.getFirst().path("workers").asInt());
    }

    @Test
    void aModelWithAChatTemplateAnswersAndIsAskedForItsLikeliestAnswer()
            throws InterruptedException {
        register("tiny", LLAMA);
        answers.put(
                "/api/v1/models/tiny/versions/1",
                "{\"contents\":[{\"path\":\"tokenizer_config.json\"}]}");
        answers.put(
                "/api/v1/models/tiny/versions/1/files/tokenizer_config.json",
                "{\"chat_template\":\"{{ messages }}\"}");

        ChatPartner partner = partners().find("tiny", OptionalInt.of(1));

        assertEquals(new ChatPartner("tiny", 512, true), partner);
        assertEquals(0.0, partner.temperature());
        assertEquals(0.8, new ChatPartner("tiny", 96, false).temperature());
    }

    @Test
    void aVersionIsDeployedUnderANameOfItsOwn() throws InterruptedException {
        register("tiny:1", LLAMA);

        ChatPartner partner = partners().find("tiny:1", OptionalInt.of(1));

        assertEquals("tiny-1", partner.name());
        assertEquals("tiny:1", deployed.getFirst().path("model").asText());
    }

    @Test
    void anEmbeddingModelIsRefusedBeforeItIsDeployed() {
        register("mini", "{\"architectures\":[\"BertModel\"]}");

        assertEquals(Messages.text("chat.notGenerative", "mini", "BertModel"), failure("mini"));
        assertEquals(List.of(), deployed);
    }

    @Test
    void aServedEmbeddingModelIsRefusedTooAndIsNobodysFirstChoice() {
        register("mini", "{\"architectures\":[\"BertModel\"]}");
        answers.put("/v1/models", "{\"data\":[{\"id\":\"mini\"},{\"id\":\"tiny\"}]}");

        assertEquals(Messages.text("chat.notGenerative", "mini", "BertModel"), failure("mini"));
        assertEquals("tiny", partners().first().name());
        answers.put("/v1/models", SERVED.formatted("mini"));
        assertEquals(
                Messages.text("chat.none"),
                assertThrows(ChatFailure.class, () -> partners().first()).getMessage());
    }

    @Test
    void aServedAdapterIsTalkedToWithTheTemplateAndContextOfItsModel() throws InterruptedException {
        answers.put(
                "/v1/models",
                "{\"data\":[{\"id\":\"polite\",\"parent\":\"tiny\"},{\"id\":\"tiny\"}]}");
        register("tiny", LLAMA);

        assertEquals(
                new ChatPartner("polite", 512, false),
                partners().find("polite", OptionalInt.empty()));
        assertEquals(List.of(), deployed);
    }

    @Test
    void anAdapterThatIsNotServedIsToBeDeployedBesideItsModel() {
        answers.put(
                "/api/v1/model-references/polite",
                "{\"model\":\"polite\",\"version\":1,\"bytes\":1000}");
        answers.put(
                "/api/v1/models/polite/versions/1",
                "{\"contents\":[{\"path\":\"adapter_config.json\"}]}");

        assertEquals(Messages.text("chat.adapter", "polite"), failure("polite"));
        assertEquals(List.of(), deployed);
    }

    @Test
    void aModelOfTheCatalogueIsToBePulledFirst() {
        assertEquals(Messages.text("chat.pullFirst", "stories15m"), failure("stories15m"));
    }

    @Test
    void anUnknownModelIsSaidToBeUnknown() {
        assertEquals(Messages.text("chat.unknown", "nobody"), failure("nobody"));
        answers.put("/v1/models", SERVED.formatted("tiny"));
        assertEquals(Messages.text("chat.unknown.others", "nobody", "tiny"), failure("nobody"));
    }

    @Test
    void aDeploymentThatFailsIsExplainedInTheWorkersWords() {
        register("tiny", LLAMA);
        answers.put("/api/v1/deployments", STARTING.formatted("tiny"));
        answers.put(
                "/api/v1/deployments#2",
                """
                [{"name":"tiny","model":"tiny","modelVersion":"tiny:1","state":"FAILED",
                  "reason":"It does not fit.","workers":1,"ready":0}]
                """);

        assertEquals(Messages.text("demo.deploy.failed", "It does not fit."), failure("tiny"));
        assertEquals(List.of(), deployed);
    }

    private ChatPartners partners() {
        return new ChatPartners(
                new FactoryClient(URI.create("http://127.0.0.1:" + server.getAddress().getPort())),
                new Console(new PrintStream(new ByteArrayOutputStream()), false));
    }

    private String failure(String reference) {
        return String.valueOf(
                assertThrows(
                                ChatFailure.class,
                                () -> partners().find(reference, OptionalInt.empty()))
                        .getMessage());
    }

    private void register(String reference, String config) {
        answers.put(
                "/api/v1/model-references/" + reference,
                "{\"model\":\"tiny\",\"version\":1,\"bytes\":1000}");
        answers.put("/api/v1/models/tiny/versions/1", "{\"contents\":[]}");
        answers.put("/api/v1/models/tiny/versions/1/files/config.json", config);
    }

    /** An answer to a path, and then the one to {@code path#2}; a deployed model is served. */
    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        if (exchange.getRequestMethod().equals("POST")) {
            JsonNode asked = FactoryClient.JSON.readTree(exchange.getRequestBody());
            deployed.add(asked);
            answers.put("/api/v1/deployments", STARTING.formatted(asked.path("name").asText()));
            answers.put("/v1/models", SERVED.formatted(asked.path("name").asText()));
            send(exchange, 202, "{}");
            return;
        }
        String answer = answers.get(path);
        String next = answers.remove(path + "#2");
        if (next != null) {
            answers.put(path, next);
        }
        send(exchange, answer == null ? 404 : 200, answer == null ? "{}" : answer);
    }

    private static void send(HttpExchange exchange, int status, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }
}
