package io.aifactory.scheduler.openai;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.matchesPattern;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aifactory.scheduler.testing.FakeWorker;
import io.aifactory.scheduler.testing.Fleet;
import io.aifactory.scheduler.testing.Letters;
import io.aifactory.scheduler.testing.SseClient;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ChatTest {
    @Inject Fleet fleet;
    private FakeWorker worker;

    @BeforeEach
    void start() {
        worker = fleet.start("w1", "tiny", 4);
    }

    @AfterEach
    void stop() {
        fleet.stopAll();
    }

    @Test
    void anAnswerIsAnAssistantMessage() {
        given().body(
                        """
                        {"model":"tiny","max_completion_tokens":3,"max_tokens":9,"seed":1,
                         "messages":[{"role":"system","content":"be brief"},
                                     {"role":"user","content":[{"type":"text","text":"hi"},
                                                               {"type":"text","text":"!"}]}]}
                        """)
                .post("/v1/chat/completions")
                .then()
                .statusCode(200)
                .body("id", matchesPattern("chatcmpl-[0-9a-f]{32}"))
                .body("object", equalTo("chat.completion"))
                .body("choices[0].message.role", equalTo("assistant"))
                .body("choices[0].message.content", equalTo("bcd"))
                .body("choices[0].message", hasKey("refusal"))
                .body("choices[0]", hasKey("logprobs"))
                .body("choices[0].finish_reason", equalTo("length"))
                .body("usage.completion_tokens", equalTo(3));

        // Then the conversation was written as a transcript
        int[] prompt = Letters.encode("System: be brief\n\nUser: hi!\n\nAssistant:");
        assertEquals(prompt.length, worker.requests().getFirst().getPromptTokensCount());
        assertEquals("\nUser:", worker.requests().getFirst().getStop(0));
    }

    @Test
    void withoutABoundTheContextIsTheBound() {
        given().body("{\"model\":\"tiny\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}")
                .post("/v1/chat/completions")
                .then()
                .statusCode(200);
        var request = worker.requests().getFirst();
        assertEquals(FakeWorker.CONTEXT - request.getPromptTokensCount(), request.getMaxTokens());
    }

    @Test
    void aStreamOfTwoChoicesBeginsWithBothRolesAndEndsWithBothReasons() throws IOException {
        List<String> lines =
                stream(
                        """
                        {"model":"tiny","n":2,"max_tokens":1,"seed":0,"stream":true,
                         "messages":[{"role":"user","content":"hi"}]}
                        """);

        // Then
        String chunk =
                "data: {'id':'ID','object':'chat.completion.chunk','created':0,'model':'tiny',"
                        + "'system_fingerprint':'fp_0123456789ab','choices':[{'index':%d,"
                        + "'delta':%s,'logprobs':null,'finish_reason':%s}]}";
        String role = "{'role':'assistant','content':''}";
        assertEquals(7, lines.size(), lines::toString);
        assertEquals(chunk.formatted(0, role, "null").replace('\'', '"'), lines.get(0));
        assertEquals(chunk.formatted(1, role, "null").replace('\'', '"'), lines.get(1));
        String first = chunk.formatted(0, "{'content':'a'}", "null").replace('\'', '"');
        assertTrue(lines.subList(2, 4).contains(first), lines::toString);
        assertEquals(chunk.formatted(0, "{}", "'length'").replace('\'', '"'), lines.get(4));
        assertEquals(chunk.formatted(1, "{}", "'length'").replace('\'', '"'), lines.get(5));
        assertEquals("data: [DONE]", lines.get(6));
    }

    private static List<String> stream(String body) throws IOException {
        try (var client = new SseClient(RestAssured.port, "/v1/chat/completions", body)) {
            return Frames.comparable(client.lines());
        }
    }
}
