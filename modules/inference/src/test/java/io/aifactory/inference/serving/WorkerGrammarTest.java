package io.aifactory.inference.serving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aifactory.contracts.worker.v1.Choice;
import io.aifactory.contracts.worker.v1.FinishReason;
import io.aifactory.contracts.worker.v1.Grammar;
import io.aifactory.contracts.worker.v1.JsonObject;
import io.aifactory.inference.testing.FakeModelStore;
import io.aifactory.inference.testing.WorkerClient.Answer;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(FakeModelStore.class)
class WorkerGrammarTest extends WorkerServiceFixture {
    @Test
    void aTextIsHeldToAGrammarOfEveryKind() {
        assertEquals(
                "{\"answer\":true}",
                text(
                        Grammar.newBuilder()
                                .setJsonSchema(
                                        "{\"properties\":{\"answer\":{\"const\":true}},\"required\":[\"answer\"]}")));
        assertEquals("000", text(Grammar.newBuilder().setRegex("[0-9]{3}")));
        assertEquals(
                "no",
                text(
                        Grammar.newBuilder()
                                .setChoice(
                                        Choice.newBuilder()
                                                .addAllAlternatives(List.of("yes", "no")))));
        assertEquals(
                "{}", text(Grammar.newBuilder().setJsonObject(JsonObject.getDefaultInstance())));
    }

    @Test
    void aResumedTextGoesOnInItsGrammar() {
        Grammar digits = Grammar.newBuilder().setRegex("[0-9]{3}").build();

        Answer rest =
                client.generate(
                        request("p", 9)
                                .setGrammar(digits)
                                .addAllResumedTokens(List.of((int) '0', (int) '1'))
                                .build());
        Answer over =
                client.generate(
                        request("p", 9)
                                .setGrammar(digits)
                                .addAllResumedTokens(List.of((int) '0', (int) '1', (int) '2'))
                                .build());

        assertEquals(1, rest.text().length());
        assertEquals(3, rest.finish().getUsage().getCompletionTokens());
        assertEquals("", over.text());
        assertEquals(FinishReason.FINISH_REASON_STOP, over.finish().getReason());
    }

    @Test
    void whatTheCompilerRefusesIsAnInvalidArgumentInItsWords() {
        StatusRuntimeException error =
                refused(
                        request("p", 9)
                                .setGrammar(
                                        Grammar.newBuilder()
                                                .setJsonSchema(
                                                        "{\"properties\":{\"a\":{\"not\":{}}}}"))
                                .build());

        assertEquals(Status.Code.INVALID_ARGUMENT, error.getStatus().getCode());
        assertEquals("invalid_request", code(error));
        assertTrue(
                String.valueOf(error.getStatus().getDescription())
                        .startsWith("grammar is not usable: #/properties/a: "),
                error.getStatus().getDescription());
    }

    private String text(Grammar.Builder grammar) {
        int wish = grammar.hasJsonObject() ? '}' : '"';
        models.saying((_, _) -> wish);
        Answer answer = client.generate(request("p", 40).setGrammar(grammar).build());
        assertEquals(FinishReason.FINISH_REASON_STOP, answer.finish().getReason());
        return answer.text();
    }
}
