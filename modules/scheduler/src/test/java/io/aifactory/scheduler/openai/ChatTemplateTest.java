package io.aifactory.scheduler.openai;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.aifactory.scheduler.testing.FakeWorker;
import io.aifactory.scheduler.testing.Fleet;
import io.aifactory.scheduler.testing.Letters;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ChatTemplateTest {
    private static final String TEMPLATE =
            """
            {%- if messages[0].role == 'assistant' %}
            {{- raise_exception('The conversation must begin with the user.') }}
            {%- endif %}
            {%- for message in messages %}
            {{- message.role }}: {{ message.content or '' }}
            {%- for call in message.tool_calls %}({{ call.function.arguments.city }}){% endfor %}
            {{- eos_token }}
            {%- endfor %}
            {{- 'think' if enable_thinking else 'answer' }}:\
            """;

    private static final int[] END = {0};

    @Inject Fleet fleet;

    @AfterEach
    void stop() {
        fleet.stopAll();
    }

    @Test
    void aModelsOwnTemplateWritesThePromptAndItsEndTokensAreSpecial() {
        FakeWorker worker = start("instructed", TEMPLATE);

        ask("[{\"role\":\"user\",\"content\":\"hi\"}]", "").statusCode(200);

        assertEquals(ids("user: hi", END, "answer:"), prompt(worker));
    }

    @Test
    void anEndTokenTypedByAUserIsText() {
        FakeWorker worker = start("instructed", TEMPLATE);

        ask("[{\"role\":\"user\",\"content\":\"<|endoftext|>\"}]", "").statusCode(200);

        assertEquals(ids("user: <|endoftext|>", END, "answer:"), prompt(worker));
    }

    @Test
    void variablesOfTheRequestReachTheTemplate() {
        FakeWorker worker = start("instructed", TEMPLATE);

        ask(
                        "[{\"role\":\"user\",\"content\":\"hi\"}]",
                        ",\"chat_template_kwargs\":{\"enable_thinking\":true}")
                .statusCode(200);

        assertEquals(ids("user: hi", END, "think:"), prompt(worker));
    }

    @Test
    void callsOfToolsReachTheTemplateWithTheirArgumentsAsAnObject() {
        FakeWorker worker = start("instructed", TEMPLATE);

        ask(
                        """
                        [{"role":"user","content":"go"},
                         {"role":"assistant","tool_calls":[{"id":"c1","type":"function",
                           "function":{"name":"f","arguments":"{\\"city\\":\\"Oslo\\"}"}}]},
                         {"role":"tool","tool_call_id":"c1","content":"21"}]
                        """,
                        "")
                .statusCode(200);

        assertEquals(
                ids("user: go", END, "assistant: (Oslo)", END, "tool: 21", END, "answer:"),
                prompt(worker));
    }

    @Test
    void whatTheTemplateRaisesIsTheAnswer() {
        start("instructed", TEMPLATE);

        ask("[{\"role\":\"assistant\",\"content\":\"hi\"}]", "")
                .statusCode(400)
                .body("error.type", equalTo("invalid_request_error"))
                .body("error.code", equalTo("invalid_request"))
                .body("error.param", equalTo("messages"))
                .body("error.message", equalTo("The conversation must begin with the user."));
    }

    @Test
    void aConversationThatTheTemplateCannotWriteNamesTheLine() {
        start("short", "{{ bos_token }}\n{{ messages[1].content }}");

        askOf("short", "[{\"role\":\"user\",\"content\":\"hi\"}]", "")
                .statusCode(400)
                .body("error.code", equalTo("invalid_request"))
                .body("error.message", containsString("chat template, line 2"));
    }

    @Test
    void variablesWithAMeaningOfTheirOwnAreRefused() {
        start("instructed", TEMPLATE);

        for (String name : List.of("messages", "eos_token")) {
            ask(
                            "[{\"role\":\"user\",\"content\":\"hi\"}]",
                            ",\"chat_template_kwargs\":{\"" + name + "\":1}")
                    .statusCode(400)
                    .body("error.param", equalTo("chat_template_kwargs." + name));
        }
    }

    @Test
    void aTemplateThatCannotBeRunLeavesPlainPrompts() {
        start("foreign", "{% include 'other' %}");

        askOf("foreign", "[{\"role\":\"user\",\"content\":\"hi\"}]", "")
                .statusCode(400)
                .body("error.code", equalTo("unsupported"))
                .body("error.param", equalTo("messages"))
                .body("error.message", containsString("/v1/completions"));
        given().body("{\"model\":\"foreign\",\"prompt\":\"hi\",\"max_tokens\":1}")
                .post("/v1/completions")
                .then()
                .statusCode(200);
    }

    /** A catalog keeps the template of a version, so that every template has a model. */
    private FakeWorker start(String model, String template) {
        FakeWorker worker = FakeWorker.start("w2", model, 1).withTemplate(template);
        fleet.list(worker);
        return worker;
    }

    private static ValidatableResponse ask(String messages, String more) {
        return askOf("instructed", messages, more);
    }

    private static ValidatableResponse askOf(String model, String messages, String more) {
        return given().body(
                        "{\"model\":\""
                                + model
                                + "\",\"max_tokens\":1,\"messages\":"
                                + messages
                                + more
                                + "}")
                .post("/v1/chat/completions")
                .then();
    }

    private static List<Integer> prompt(FakeWorker worker) {
        return worker.requests().getFirst().getPromptTokensList();
    }

    private static List<Integer> ids(Object... parts) {
        return Arrays.stream(parts)
                .flatMapToInt(part ->
                        IntStream.of(
                                part instanceof String text ? Letters.encode(text) : (int[]) part))
                .boxed()
                .toList();
    }
}
