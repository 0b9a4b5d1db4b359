package io.aifactory.scheduler.openai;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.aifactory.scheduler.testing.FakeWorker;
import io.aifactory.scheduler.testing.Fleet;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadRequestsTest {
    @Inject Fleet fleet;
    private FakeWorker worker;

    @BeforeAll
    void start() {
        worker = fleet.start("w1", "tiny", 4);
    }

    @AfterAll
    void stop() {
        fleet.stopAll();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    "max_tokens":-1                  | max_tokens        | invalid_request
                    "max_tokens":0                   | max_tokens        | invalid_request
                    "max_tokens":"5"                 | max_tokens        | invalid_request
                    "max_tokens":2147483648          | max_tokens        | invalid_request
                    "max_tokens":1e400               | max_tokens        | invalid_request
                    "n":0                            | n                 | invalid_request
                    "n":9                            | n                 | invalid_request
                    "n":2147483648                   | n                 | invalid_request
                    "temperature":-0.1               | temperature       | invalid_request
                    "temperature":2.1                | temperature       | invalid_request
                    "top_p":1.1                      | top_p             | invalid_request
                    "top_p":"x"                      | top_p             | invalid_request
                    "stream":"yes"                   | stream            | invalid_request
                    "stream_options":{}              | stream_options    | invalid_request
                    "seed":1.5                       | seed              | invalid_request
                    "stop":[1]                       | stop              | invalid_request
                    "stop":""                        | stop              | invalid_request
                    "stop":["a","b","c","d","e"]     | stop              | limit_exceeded
                    "prompt":null                    | prompt            | invalid_request
                    "prompt":[]                      | prompt            | invalid_request
                    "prompt":[1,"a"]                 | prompt            | invalid_request
                    "prompt":["a",1]                 | prompt            | invalid_request
                    "prompt":{}                      | prompt            | invalid_request
                    "prompt":[257]                   | prompt            | invalid_request
                    "prompt":[-1]                    | prompt            | invalid_request
                    "model":5                        | model             | invalid_request
                    "model":null                     | model             | invalid_request
                    "echo":true                      | echo              | unsupported
                    "suffix":"x"                     | suffix            | unsupported
                    "logprobs":6                     | logprobs          | invalid_request
                    "logprobs":true                  | logprobs          | invalid_request
                    "best_of":2                      | best_of           | unsupported
                    "presence_penalty":2.5           | presence_penalty  | invalid_request
                    "presence_penalty":"1"           | presence_penalty  | invalid_request
                    "frequency_penalty":-2.1         | frequency_penalty | invalid_request
                    "priority":1001                  | priority          | invalid_request
                    "priority":-1001                 | priority          | invalid_request
                    "priority":0.5                   | priority          | invalid_request
                    "priority":"high"                | priority          | invalid_request
                    "repetition_penalty":0           | repetition_penalty | invalid_request
                    "repetition_penalty":-1          | repetition_penalty | invalid_request
                    "min_p":1.1                      | min_p             | invalid_request
                    "top_k":-2                       | top_k             | invalid_request
                    "logit_bias":{"5":101}           | logit_bias        | invalid_request
                    "logit_bias":{"5":"1"}           | logit_bias        | invalid_request
                    "logit_bias":{"a":1}             | logit_bias        | invalid_request
                    "logit_bias":{"-1":1}            | logit_bias        | invalid_request
                    "logit_bias":{"257":1}           | logit_bias        | invalid_request
                    "logit_bias":{"5":1,"05":1}      | logit_bias        | invalid_request
                    "logit_bias":[1]                 | logit_bias        | invalid_request
                    "stop_token_ids":[257]           | stop_token_ids    | invalid_request
                    "stop_token_ids":[-1]            | stop_token_ids    | invalid_request
                    "stop_token_ids":5               | stop_token_ids    | invalid_request
                    "min_tokens":-1                  | min_tokens        | invalid_request
                    "min_tokens":17                  | min_tokens        | invalid_request
                    "min_tokens":3,"max_tokens":2    | min_tokens        | invalid_request
                    "ignore_eos":1                   | ignore_eos        | invalid_request
                    "max_tokens":200                 | prompt            | context_length_exceeded
                    """)
    void aWrongParameterIsNamed(String field, String parameter, String code) {
        int before = worker.requests().size();
        given().body("{\"model\":\"tiny\",\"prompt\":\"hello\"," + field + "}")
                .post("/v1/completions")
                .then()
                .statusCode(400)
                .header("x-request-id", matchesPattern("[0-9a-f]{32}"))
                .header("x-should-retry", equalTo("false"))
                .body("error.type", equalTo("invalid_request_error"))
                .body("error.param", equalTo(parameter))
                .body("error.code", equalTo(code));
        assertEquals(before, worker.requests().size());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    "messages":[]                                            | messages
                    "messages":"hi"                                          | messages
                    "messages":[5]                                           | messages[0]
                    "messages":[{"content":"x"}]                             | messages[0].role
                    "messages":[{"role":"owner","content":"x"}]              | messages[0].role
                    "messages":[{"role":"user"}]                             | messages[0].content
                    "messages":[{"role":"user","content":5}]                 | messages[0].content
                    "messages":[{"role":"user","content":[{"type":"image_url"}]}] | messages[0].content
                    "messages":[{"role":"assistant","tool_calls":[{}]}]      | messages[0].tool_calls
                    "max_completion_tokens":-1                               | max_completion_tokens
                    "tools":[{"type":"function"}]                            | tools
                    "tool_choice":"required"                                 | tool_choice
                    "response_format":{"type":"xml"}                         | response_format.type
                    "response_format":{}                                     | response_format.type
                    "response_format":{"type":"json_schema"}                 | response_format.json_schema
                    "response_format":{"type":"json_schema","json_schema":{"schema":{}}} | response_format.json_schema.name
                    "response_format":{"type":"json_schema","json_schema":{"name":"n","strict":5}} | response_format.json_schema.strict
                    "response_format":{"type":"json_schema","json_schema":{"name":"n","schema":5}} | response_format.json_schema.schema
                    "response_format":{"type":"json_schema","json_schema":{"name":"n","schema":{"not":{}}}} | response_format.json_schema.schema
                    "response_format":{"type":"json_object"},"guided_regex":"a" | guided_regex
                    "structured_outputs":{}                                  | structured_outputs.json
                    "structured_outputs":{"json":5}                          | structured_outputs.json
                    "structured_outputs":{"json":"{"}                        | structured_outputs.json
                    "structured_outputs":{"regex":5}                         | structured_outputs.regex
                    "structured_outputs":{"regex":"(a"}                      | structured_outputs.regex
                    "structured_outputs":{"choice":[]}                       | structured_outputs.choice
                    "structured_outputs":{"choice":["a",5]}                  | structured_outputs.choice
                    "structured_outputs":{"regex":"a","choice":["a"]}        | structured_outputs.choice
                    "structured_outputs":{"grammar":"root ::= x"}            | structured_outputs.grammar
                    "structured_outputs":{"regex":"a","whitespace_pattern":"x"} | structured_outputs.whitespace_pattern
                    "structured_outputs":{"json":{},"disable_any_whitespace":true} | structured_outputs.disable_any_whitespace
                    "guided_json":{"type":"object","properties":{"a":{"type":"strange"}}} | guided_json
                    "guided_regex":"(a)\\\\1"                                  | guided_regex
                    "guided_choice":"a"                                      | guided_choice
                    "guided_grammar":"root ::= x"                            | guided_grammar
                    "top_logprobs":2                                         | top_logprobs
                    "logprobs":true,"top_logprobs":21                        | top_logprobs
                    "logprobs":5                                             | logprobs
                    "modalities":["audio"]                                   | modalities
                    "reasoning_effort":"high"                                | reasoning_effort
                    "stream":true,"stream_options":{"include_obfuscation":true} | stream_options.include_obfuscation
                    """)
    void aWrongChatParameterIsNamed(String field, String parameter) {
        String hello = "\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}],";
        String messages = field.startsWith("\"messages\"") ? "" : hello;
        given().body("{\"model\":\"tiny\"," + messages + field + "}")
                .post("/v1/chat/completions")
                .then()
                .statusCode(400)
                .body("error.type", equalTo("invalid_request_error"))
                .body("error.param", equalTo(parameter));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {"model":"tiny",,}     | line 1, column 17
                    {"model":"tiny"        | line 1
                    "tiny"                 | must be a JSON object
                    [1,2]                  | must be a JSON object
                    {"a":1} {"b":2}        | line 1
                    """)
    void malformedJsonNamesThePlace(String body, String place) {
        given().body(body)
                .post("/v1/completions")
                .then()
                .statusCode(400)
                .body("error.code", equalTo("invalid_json"))
                .body("error.param", nullValue())
                .body("error.message", containsString(place))
                .body("error.message", not(containsString("jackson")));
    }

    @Test
    void harmlessParametersAreIgnored() {
        given().body(
                        """
                        {"model":"tiny","prompt":"a","max_tokens":1,"user":"u","store":true,
                         "metadata":{"a":"b"},"service_tier":"auto","echo":false,"logprobs":null,
                         "best_of":1,"presence_penalty":0,"logit_bias":{},"suffix":null,"n":1,
                         "stop":null,"future":[{"x":null}],"prompt_cache_key":"k"}
                        """)
                .post("/v1/completions")
                .then()
                .statusCode(200);
    }

    @Test
    void tooManyPromptsAreRefused() {
        String prompts =
                IntStream.range(0, 33).mapToObj(i -> "\"a\"").collect(Collectors.joining(","));
        given().body("{\"model\":\"tiny\",\"prompt\":[" + prompts + "]}")
                .post("/v1/completions")
                .then()
                .statusCode(400)
                .body("error.code", equalTo("limit_exceeded"))
                .body("error.param", equalTo("prompt"));
    }

    @Test
    void aBodyThatIsTooLongTooDeepOrTooManyValuesIsRefused() {
        given().body("{\"model\":\"tiny\",\"prompt\":\"" + "a".repeat(2 << 20) + "\"}")
                .post("/v1/completions")
                .then()
                .statusCode(413)
                .body("error.type", equalTo("invalid_request_error"))
                .body("error.code", equalTo("body_too_large"));
        refused("{\"a\":" + "[".repeat(65) + "]".repeat(65) + "}");
        refused("{\"prompt\":[" + "1,".repeat(500_000) + "1]}");
    }

    @Test
    void anUnknownModelAndAnUnknownEndpointAreNotFound() {
        given().body("{\"model\":\"huge\",\"prompt\":\"a\"}")
                .post("/v1/completions")
                .then()
                .statusCode(404)
                .body("error.type", equalTo("not_found_error"))
                .body("error.param", equalTo("model"))
                .body("error.code", equalTo("model_not_found"))
                .body("error.message", containsString("served now: "));
        given().body("{}")
                .post("/v1/moderations")
                .then()
                .statusCode(404)
                .body("error.code", equalTo("not_found"));
    }

    @ParameterizedTest
    @CsvSource({"DELETE, /v1/models", "PUT, /v1/chat/completions"})
    void aWrongMethodIsRefusedInTheShapeOfTheFace(String method, String path) {
        given().request(method, path)
                .then()
                .statusCode(405)
                .contentType("application/json")
                .header("x-request-id", matchesPattern("[0-9a-f]{32}"))
                .body("error.type", equalTo("invalid_request_error"))
                .body("error.message", equalTo("this endpoint does not answer " + method));
    }

    @Test
    void aWrongMethodElsewhereIsAProblem() {
        given().delete("/api/v1/usage")
                .then()
                .statusCode(405)
                .contentType("application/problem+json");
    }

    private static void refused(String body) {
        given().body(body)
                .post("/v1/completions")
                .then()
                .statusCode(400)
                .body("error.code", equalTo("limit_exceeded"));
    }
}
