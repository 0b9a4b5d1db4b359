package io.aifactory.inference.serving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aifactory.contracts.worker.v1.DescribeModelRequest;
import io.aifactory.contracts.worker.v1.FinishReason;
import io.aifactory.contracts.worker.v1.GenerateEvent;
import io.aifactory.contracts.worker.v1.ModelDescription;
import io.aifactory.contracts.worker.v1.WorkerState;
import io.aifactory.contracts.worker.v1.WorkerStatus;
import io.aifactory.inference.testing.FakeEngine;
import io.aifactory.inference.testing.FakeModelStore;
import io.aifactory.inference.testing.LossyConnection;
import io.aifactory.inference.testing.StepGate;
import io.aifactory.inference.testing.WorkerClient;
import io.aifactory.inference.testing.WorkerClient.Answer;
import io.grpc.Context;
import io.grpc.Context.CancellableContext;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(FakeModelStore.class)
class WorkerServiceTest extends WorkerServiceFixture {
    @Test
    void aSequenceIsStreamedAndEndsWithItsUsage() {
        models.saying(FakeEngine.saying("hello wörld"));

        Answer answer = client.generate(request("p", 12).build());

        assertEquals("hello wörld", answer.text());
        assertEquals(12, answer.tokens().size());
        assertEquals(FinishReason.FINISH_REASON_LENGTH, answer.finish().getReason());
        assertEquals(1, answer.finish().getUsage().getPromptTokens());
        assertEquals(12, answer.finish().getUsage().getCompletionTokens());
        assertTrue(answer.finish().getUsage().getJoules() > 0);
        assertTrue(answer.finish().getUsage().getFirstTokenNanos() > 0);
    }

    @Test
    void aStopStringEndsTheTextBeforeIt() {
        models.saying(FakeEngine.saying("one. two. "));

        Answer answer = client.generate(request("p", 40).addStop(" two").build());

        assertEquals("one.", answer.text());
        assertEquals(FinishReason.FINISH_REASON_STOP, answer.finish().getReason());
    }

    @Test
    void aStopTokenEndsASequenceButNotBeforeItsMinimum() {
        models.saying(FakeEngine.saying("a.b.c"));

        Answer early = client.generate(request("p", 12).addStopTokenIds('.').build());
        Answer late =
                client.generate(request("p", 12).addStopTokenIds('.').setMinTokens(3).build());

        // a forbidden token gives way to the next id
        assertEquals("a", early.text());
        assertEquals("a/b", late.text());
        assertEquals(FinishReason.FINISH_REASON_STOP, late.finish().getReason());
        assertEquals(4, late.finish().getUsage().getCompletionTokens());
    }

    @Test
    void aResumedSequenceGoesOnAfterWhatTheClientHas() {
        Answer whole = client.generate(request("resume me", 20).build());
        Answer rest =
                client.generate(
                        request("resume me", 20)
                                .addAllResumedTokens(whole.tokens().subList(0, 8))
                                .build());

        assertEquals(whole.tokens().subList(8, 20), rest.tokens());
        assertEquals(whole.text().substring(8), rest.text());
        assertEquals(20, rest.finish().getUsage().getCompletionTokens());
    }

    @Test
    void aClientThatCancelsFreesItsSlot() {
        StepGate gate = new StepGate();
        models.beforeStep(gate);
        CancellableContext call = Context.current().withCancellation();
        call.run(() -> client.blocking().generate(request("leaves", 50).build()));
        gate.awaitStep();
        call.cancel(null);

        awaitFree(gate);
    }

    @Test
    void aClientWhoseConnectionIsLostFreesItsSlotToo() throws IOException {
        StepGate gate = new StepGate();
        models.beforeStep(gate);
        try (LossyConnection wire = new LossyConnection(server.getPort());
                WorkerClient lost = new WorkerClient(wire.port())) {
            Iterator<GenerateEvent> stream =
                    lost.blocking().generate(request("is killed", 50).build());
            gate.awaitStep();
            wire.cut();
            assertThrows(StatusRuntimeException.class, stream::hasNext);

            awaitFree(gate);
        }
    }

    @Test
    void aFullWorkerRefusesWithItsReason() {
        StepGate gate = new StepGate();
        models.beforeStep(gate);
        List<Iterator<GenerateEvent>> open = List.of(open("one"), open("two"), open("three waits"));
        gate.awaitStep();
        awaitOpen(3);

        StatusRuntimeException full = refused(request("four", 2).build());

        assertEquals(Status.Code.RESOURCE_EXHAUSTED, full.getStatus().getCode());
        assertEquals(
                "The worker is full: 3 sequences are open (2 slots, 1 may wait).",
                full.getStatus().getDescription());
        assertEquals("queue_full", code(full));
        gate.allow(100);
        open.forEach(stream -> stream.forEachRemaining(_ -> {}));
        assertEquals(2, client.generate(request("four", 2).build()).tokens().size());
    }

    @Test
    void invalidRequestsAreRefusedWithTheField() {
        StatusRuntimeException token = refused(request("p", 4).addPromptTokens(257).build());
        StatusRuntimeException context = refused(request("p", 64).build());

        assertEquals(Status.Code.INVALID_ARGUMENT, token.getStatus().getCode());
        assertEquals(
                "prompt_tokens holds the id 257 at index 1; the vocabulary has 257 ids.",
                token.getStatus().getDescription());
        assertEquals("invalid_request", code(token));
        assertEquals(Status.Code.INVALID_ARGUMENT, context.getStatus().getCode());
        assertEquals("context_length_exceeded", code(context));
    }

    @Test
    void aModelThatIsNotLoadedIsNotFound() {
        StatusRuntimeException error = refused(WorkerClient.request("other", "p", 1).build());

        assertEquals(Status.Code.NOT_FOUND, error.getStatus().getCode());
        assertEquals(
                "This worker serves the model 'letters', not 'other'.",
                error.getStatus().getDescription());
        assertEquals("model_not_found", code(error));
    }

    @Test
    void anotherVersionUnderTheSameNameIsNotFound() {
        String letters = description().getManifestDigest();
        Map<String, String> files = FakeModelStore.files();
        files.put("tokenizer.json", "the next version's tokenizer");
        String next = FakeModelStore.publish(store, files).value();
        load("letters", next);

        StatusRuntimeException old = refused(request("p", 1).build());
        StatusRuntimeException unsaid = refused(request("p", 1).clearManifestDigest().build());

        assertEquals(Status.Code.NOT_FOUND, old.getStatus().getCode());
        assertEquals(
                "This worker serves another version of the model 'letters'.",
                old.getStatus().getDescription());
        assertEquals("model_not_found", code(old));
        assertEquals(Status.Code.NOT_FOUND, unsaid.getStatus().getCode());
        assertEquals(next, status().getManifestDigest());
        assertEquals(
                1,
                client.generate(request("p", 1).setManifestDigest(next).build()).tokens().size());
        load("letters", letters);
        assertEquals(letters, status().getManifestDigest());
        assertEquals("f32", status().getPrecision());
    }

    @Test
    void aFreshModelHasRunBeforeItsFirstUserAndNobodyPays() {
        String letters = description().getManifestDigest();
        Map<String, String> files = FakeModelStore.files();
        files.put("tokenizer.json", "of a model that warms up");
        WorkerStatus before = status();

        load("warm", FakeModelStore.publish(store, files).value());

        List<Integer> steps =
                models.newest().batches().stream()
                        .map(batch -> batch.getFirst().tokens().length)
                        .toList();
        assertEquals(List.of(16, 1, 1, 1), steps.subList(0, 4));
        assertTrue(steps.size() > 20, () -> "not measured: " + steps);
        assertEquals(before.getGeneratedTokensTotal(), status().getGeneratedTokensTotal());
        assertEquals(0, status().getKvTokens());
        load("letters", letters);
    }

    @Test
    void theModelIsDescribedWithItsTokenizer() {
        ModelDescription model =
                client.blocking().describeModel(DescribeModelRequest.getDefaultInstance());

        assertEquals("letters", model.getName());
        assertEquals("LlamaForCausalLM", model.getArchitecture());
        assertEquals(1234, model.getParameters());
        assertEquals(64, model.getContextTokens());
        assertEquals(257, model.getVocabulary());
        assertEquals(List.of(256), model.getEosTokensList());
        assertEquals(FakeModelStore.TOKENIZER_JSON, model.getTokenizerJson().toStringUtf8());
        assertEquals("{{ messages }}", model.getChatTemplate());
    }

    @Test
    void theStatusShowsWhatRunsAndWhatHasRun() {
        WorkerStatus before = status();
        StepGate gate = new StepGate();
        models.beforeStep(gate);
        Iterator<GenerateEvent> stream = open("abc");
        gate.awaitStep();
        gate.allow(1);
        gate.awaitStep();
        WorkerStatus during = status();
        gate.allow(100);
        stream.forEachRemaining(_ -> {});

        assertEquals("worker-under-test", during.getWorkerId());
        assertEquals(WorkerState.WORKER_STATE_READY, during.getState());
        assertEquals("letters", during.getModel());
        assertEquals(2, during.getSlots());
        assertEquals(ProcessHandle.current().pid(), during.getPid());
        assertTrue(during.getDevice().startsWith("cpu, "));
        assertEquals(2, during.getMostSequences());
        assertTrue(during.getJoulesEstimated());
        assertEquals(1, during.getRunningSequences());
        assertEquals(0, during.getWaitingSequences());
        assertEquals(3, during.getKvTokens());
        assertEquals(before.getStepsTotal() + 1, during.getStepsTotal());
        assertEquals(before.getPrefillTokensTotal() + 3, during.getPrefillTokensTotal());
        assertEquals(before.getGeneratedTokensTotal() + 1, during.getGeneratedTokensTotal());
        assertTrue(during.getBusyNanosTotal() > before.getBusyNanosTotal());
        assertTrue(during.getJoulesTotal() > before.getJoulesTotal());
    }

    @Test
    void anotherModelReplacesTheLoadedOne() {
        String letters = description().getManifestDigest();
        Map<String, String> files = FakeModelStore.files();
        files.put("tokenizer.json", "another tokenizer");
        String other = FakeModelStore.publish(store, files).value();

        ModelDescription loaded = load("other", other);

        assertEquals("other", loaded.getName());
        assertEquals("another tokenizer", loaded.getTokenizerJson().toStringUtf8());
        assertEquals(Status.Code.NOT_FOUND, refused(request("p", 1).build()).getStatus().getCode());
        assertEquals(
                1,
                client.generate(
                                WorkerClient.request("other", "p", 1)
                                        .setManifestDigest(other)
                                        .build())
                        .tokens()
                        .size());
        int engines = models.engines().size();
        assertEquals(loaded, load("other", other));
        assertEquals(engines, models.engines().size(), "a loaded version is left alone");
        assertEquals("letters", load("letters", letters).getName());
        assertFalse(models.newest().closed());
    }

    @Test
    void aModelThatCannotBeLoadedLeavesThePresentOne() {
        Map<String, String> files = FakeModelStore.files();
        files.put("config.json", "{");
        String broken = FakeModelStore.publish(store, files).value();

        StatusRuntimeException invalid =
                assertThrows(StatusRuntimeException.class, () -> load("broken", broken));
        StatusRuntimeException absent =
                assertThrows(
                        StatusRuntimeException.class,
                        () -> load("absent", "sha256:" + "0".repeat(64)));

        assertEquals(Status.Code.INVALID_ARGUMENT, invalid.getStatus().getCode());
        assertEquals("config.json is not valid", invalid.getStatus().getDescription());
        assertEquals("model_invalid", code(invalid));
        assertEquals(Status.Code.NOT_FOUND, absent.getStatus().getCode());
        assertEquals("letters", description().getName());
    }
}
