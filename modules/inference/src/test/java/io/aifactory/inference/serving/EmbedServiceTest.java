package io.aifactory.inference.serving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aifactory.contracts.limits.Limits;
import io.aifactory.contracts.worker.v1.EmbedRequest;
import io.aifactory.contracts.worker.v1.EmbedResponse;
import io.aifactory.contracts.worker.v1.ModelDescription;
import io.aifactory.contracts.worker.v1.ModelTask;
import io.aifactory.contracts.worker.v1.TokenList;
import io.aifactory.contracts.worker.v1.WorkerState;
import io.aifactory.contracts.worker.v1.WorkerStatus;
import io.aifactory.inference.testing.FakeModelStore;
import io.aifactory.inference.testing.WorkerClient;
import io.grpc.Context;
import io.grpc.Context.CancellableContext;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(FakeModelStore.class)
class EmbedServiceTest extends WorkerServiceFixture {
    private String letters = "";
    private String manifest = "";

    @BeforeEach
    void anEmbeddingModelIsServed() {
        letters = FakeModelStore.manifest().value();
        Map<String, String> files = FakeModelStore.files();
        files.put("config.json", "embeds " + FakeModelStore.CONTEXT);
        manifest = FakeModelStore.publish(store, files).value();
        load("vectors", manifest);
    }

    @AfterEach
    void theFirstModelIsBack() {
        models.beforeEmbedding(() -> {});
        load(FakeModelStore.MODEL, letters);
    }

    @Test
    void anEmbeddingModelDescribesItselfAsOne() {
        ModelDescription model = description();

        assertEquals(ModelTask.MODEL_TASK_EMBED, model.getTask());
        assertEquals(3, model.getEmbeddingDimensions());
        assertEquals("BertModel", model.getArchitecture());
        assertEquals(FakeModelStore.CONTEXT, model.getContextTokens());
        assertEquals(257, model.getVocabulary());
        assertEquals(List.of(), model.getEosTokensList());
        assertEquals(99, model.getParameters());
        WorkerStatus status = status();
        assertEquals(WorkerState.WORKER_STATE_READY, status.getState());
        assertEquals(2, status.getSlots());
    }

    @Test
    void aGenerativeModelDescribesItselfAsOneAndDoesNotEmbed() {
        ModelDescription model = load(FakeModelStore.MODEL, letters);
        assertEquals(ModelTask.MODEL_TASK_GENERATE, model.getTask());
        assertEquals(0, model.getEmbeddingDimensions());

        StatusRuntimeException refused =
                refused(request(1, 2).setModel("letters").setManifestDigest(letters));
        assertEquals(Status.Code.INVALID_ARGUMENT, refused.getStatus().getCode());
        assertEquals(
                "model 'letters' generates text; ask /v1/completions or /v1/chat/completions",
                refused.getStatus().getDescription());
        assertEquals("unsupported", code(refused));
    }

    @Test
    void anEmbeddingModelDoesNotGenerate() {
        StatusRuntimeException refused =
                refused(
                        WorkerClient.request("vectors", "p", 3)
                                .setManifestDigest(manifest)
                                .build());

        assertEquals(Status.Code.INVALID_ARGUMENT, refused.getStatus().getCode());
        assertEquals(
                "model 'vectors' makes embeddings; ask /v1/embeddings",
                refused.getStatus().getDescription());
    }

    @Test
    void inputsGetTheirVectorsInOrderWithWhatTheyUsed() {
        WorkerStatus before = status();

        EmbedResponse response =
                embed(request(5, 6, 7).addInputs(TokenList.newBuilder().addTokens(9)));

        assertEquals(2, response.getEmbeddingsCount());
        assertEquals(List.of(3f, 5f, 7f), response.getEmbeddings(0).getValuesList());
        assertEquals(List.of(1f, 9f, 9f), response.getEmbeddings(1).getValuesList());
        assertEquals(4, response.getPromptTokens());
        assertTrue(response.getJoules() > 0);
        assertTrue(response.getJoulesEstimated());
        assertTrue(response.getQueueNanos() > 0);
        // a step is counted after its clients have been told
        WorkerStatus after = status();
        for (long limit = System.nanoTime() + 20_000_000_000L;
                after.getStepsTotal() == before.getStepsTotal() && System.nanoTime() < limit; ) {
            Thread.onSpinWait();
            after = status();
        }
        assertEquals(before.getPrefillTokensTotal() + 4, after.getPrefillTokensTotal());
        assertEquals(before.getGeneratedTokensTotal(), after.getGeneratedTokensTotal());
        assertEquals(before.getStepsTotal() + 1, after.getStepsTotal());
    }

    @Test
    void whatIsNotValidIsRefusedByItsIndex() {
        assertRefused("inputs must hold at least one input.", request());
        assertRefused(
                "inputs[1] must hold at least one token.",
                request(1).addInputs(TokenList.getDefaultInstance()));
        assertRefused(
                "inputs[1] has 65 tokens; the model takes at most 64 for one input.",
                request(1).addInputs(tokens(new int[65])));
        assertRefused(
                "inputs[0] holds the id 257 at index 2; the vocabulary has 257 ids.",
                request(1, 2, 257));
        assertRefused(
                "inputs holds 2049 inputs; the limit is 2048.",
                EmbedRequest.newBuilder(request().build())
                        .addAllInputs(
                                IntStream.rangeClosed(0, Limits.EMBEDDING_INPUTS)
                                        .mapToObj(_ -> tokens(new int[1]))
                                        .toList()));
        assertRefused("request_id must have 1 to 128 characters.", request(1).setRequestId(""));
    }

    @Test
    void anotherModelOrVersionIsNotFound() {
        StatusRuntimeException model = refused(request(1).setModel("other"));
        StatusRuntimeException version = refused(request(1).setManifestDigest(letters));

        assertEquals(Status.Code.NOT_FOUND, model.getStatus().getCode());
        assertEquals(Status.Code.NOT_FOUND, version.getStatus().getCode());
    }

    @Test
    void aFullWorkerRefusesAndAClientThatCancelsFreesItsPlace() throws InterruptedException {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        models.beforeEmbedding(() -> {
            entered.countDown();
            await(go);
        });
        CancellableContext call = Context.current().withCancellation();
        call.run(() -> {
            for (int i = 0; i < 3; i++) {
                client.async().embed(request(1).setRequestId("leaves-" + i).build(), ignored());
            }
        });
        assertTrue(entered.await(20, TimeUnit.SECONDS));
        awaitOpen(3);

        StatusRuntimeException full = refused(request(1));
        assertEquals(Status.Code.RESOURCE_EXHAUSTED, full.getStatus().getCode());
        assertEquals("queue_full", code(full));

        call.cancel(null);
        go.countDown();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (status().getRunningSequences() + status().getWaitingSequences() > 0
                && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        assertEquals(1, embed(request(1)).getEmbeddingsCount());
    }

    private static void await(CountDownLatch latch) {
        try {
            if (!latch.await(20, TimeUnit.SECONDS)) {
                throw new IllegalStateException("the test lets no step run");
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static StreamObserver<EmbedResponse> ignored() {
        return new StreamObserver<>() {
            @Override
            public void onNext(EmbedResponse response) {}

            @Override
            public void onError(Throwable error) {}

            @Override
            public void onCompleted() {}
        };
    }

    private void assertRefused(String message, EmbedRequest.Builder request) {
        StatusRuntimeException error = refused(request);
        assertEquals(Status.Code.INVALID_ARGUMENT, error.getStatus().getCode());
        assertEquals(message, error.getStatus().getDescription());
    }

    private StatusRuntimeException refused(EmbedRequest.Builder request) {
        return assertThrows(StatusRuntimeException.class, () -> embed(request));
    }

    private EmbedResponse embed(EmbedRequest.Builder request) {
        return client.blocking().embed(request.build());
    }

    /** With one input, or none. */
    private EmbedRequest.Builder request(int... input) {
        EmbedRequest.Builder request =
                EmbedRequest.newBuilder()
                        .setRequestId("embedding")
                        .setModel("vectors")
                        .setManifestDigest(manifest);
        return input.length == 0 ? request : request.addInputs(tokens(input));
    }

    private static TokenList tokens(int... ids) {
        return TokenList.newBuilder().addAllTokens(IntStream.of(ids).boxed().toList()).build();
    }
}
