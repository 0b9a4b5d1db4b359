package io.aifactory.inference.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.aifactory.contracts.worker.v1.DescribeModelRequest;
import io.aifactory.contracts.worker.v1.GenerateEvent;
import io.aifactory.contracts.worker.v1.GenerateRequest;
import io.aifactory.contracts.worker.v1.ModelDescription;
import io.aifactory.contracts.worker.v1.SamplingParameters;
import io.aifactory.contracts.worker.v1.StatusRequest;
import io.aifactory.contracts.worker.v1.WorkerState;
import io.aifactory.inference.testing.TinyLlama;
import io.aifactory.inference.testing.WorkerClient;
import io.aifactory.storage.FileBlobStore;
import io.aifactory.tokenization.Tokenizer;
import io.aifactory.tokenization.TokenizerJson;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.restassured.RestAssured;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The packaged worker, with a real model, driven over the network. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class WorkerProcessIT {
    @TempDir static Path storage;
    private static Map<String, String> settings = Map.of();

    @TempDir Path folder;

    @BeforeAll
    static void publishModel(@TempDir Path model) throws IOException {
        TinyLlama.write(model);
        settings =
                Map.of(
                        "AIFACTORY_STORAGE_ROOT",
                        storage.toString(),
                        "AIFACTORY_INFERENCE_MODEL_NAME",
                        "tiny",
                        "AIFACTORY_INFERENCE_MODEL_MANIFEST",
                        TinyLlama.publish(model, new FileBlobStore(storage, 0)).value());
    }

    @Test
    void itStartsAloneServesAndDrainsWhenTold() throws Exception {
        try (WorkerProcess worker = WorkerProcess.start(folder, settings);
                WorkerClient client = worker.client()) {
            JsonNode announced = worker.announcement();
            assertEquals(worker.pid(), announced.get("pid").asLong());
            RestAssured.get(
                            "http://127.0.0.1:%d/q/health/ready"
                                    .formatted(announced.get("managementPort").asInt()))
                    .then()
                    .statusCode(200);
            ModelDescription model =
                    client.blocking().describeModel(DescribeModelRequest.getDefaultInstance());
            Tokenizer tokenizer = TokenizerJson.read(model.getTokenizerJson().toByteArray());
            assertEquals("tiny", model.getName());
            assertEquals(128, model.getContextTokens());

            List<GenerateRequest> requests = requests(model);
            List<WorkerClient.Answer> alone = requests.stream().map(client::generate).toList();
            List<Iterator<GenerateEvent>> together = new ArrayList<>();
            requests.forEach(request -> together.add(client.blocking().generate(request)));
            assertEquals(
                    alone.stream().map(WorkerClient.Answer::tokens).toList(),
                    together.stream()
                            .map(WorkerClient.Answer::of)
                            .map(WorkerClient.Answer::tokens)
                            .toList());
            for (WorkerClient.Answer answer : alone) {
                assertEquals(
                        tokenizer.decode(answer.tokens().stream().mapToInt(i -> i).toArray()),
                        answer.text());
                assertTrue(answer.finish().getUsage().getJoules() > 0);
            }

            List<Iterator<GenerateEvent>> running = new ArrayList<>();
            for (int i = 0; i < 24; i++) {
                running.add(
                        client.blocking()
                                .generate(
                                        requests.getFirst().toBuilder()
                                                .setRequestId("last-" + i)
                                                .setMaxTokens(127)
                                                .build()));
            }
            assertTrue(running.getLast().next().hasDelta());
            worker.terminate();
            List<WorkerClient.Answer> last =
                    new ArrayList<>(running.stream().map(WorkerClient.Answer::of).toList());
            assertEquals(126, last.removeLast().tokens().size());
            last.forEach(answer -> assertEquals(127, answer.tokens().size()));
            assertEquals(143, worker.exitStatus());
        }
    }

    @Test
    void withoutAModelItWaitsForOne() throws Exception {
        Map<String, String> empty = new HashMap<>();
        empty.put("AIFACTORY_STORAGE_ROOT", storage.toString());
        try (WorkerProcess worker = WorkerProcess.start(folder, empty);
                WorkerClient client = worker.client()) {
            assertEquals(
                    WorkerState.WORKER_STATE_EMPTY,
                    client.blocking().status(StatusRequest.getDefaultInstance()).getState());
            StatusRuntimeException error =
                    assertThrows(
                            StatusRuntimeException.class,
                            () ->
                                    client.blocking()
                                            .describeModel(
                                                    DescribeModelRequest.getDefaultInstance()));
            assertEquals(Status.Code.NOT_FOUND, error.getStatus().getCode());
        }
    }

    @Test
    void itEndsWhenItsParentIsGone() throws Exception {
        Process parent = new ProcessBuilder("cat").start();
        Map<String, String> child = new HashMap<>(settings);
        child.put("AIFACTORY_INFERENCE_PARENT_PID", Long.toString(parent.pid()));
        try (WorkerProcess worker = WorkerProcess.start(folder, child)) {
            worker.announcement();
            parent.destroyForcibly();

            assertEquals(ExitCode.PARENT_GONE.status(), worker.exitStatus());
        } finally {
            parent.destroyForcibly();
        }
    }

    @Test
    void aStartUpModelThatIsNotThereEndsItWithItsOwnStatus() throws Exception {
        Map<String, String> absent = new HashMap<>(settings);
        absent.put("AIFACTORY_INFERENCE_MODEL_MANIFEST", "sha256:" + "0".repeat(64));
        try (WorkerProcess worker = WorkerProcess.start(folder, absent)) {
            assertEquals(ExitCode.MODEL_UNUSABLE.status(), worker.exitStatus());
            assertFalse(Files.exists(folder.resolve("worker.json")));
        }
    }

    private static List<GenerateRequest> requests(ModelDescription model) {
        List<GenerateRequest> requests = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            int number = i;
            requests.add(
                    GenerateRequest.newBuilder()
                            .setRequestId("request-" + i)
                            .setModel("tiny")
                            .setManifestDigest(model.getManifestDigest())
                            .addAllPromptTokens(
                                    IntStream.range(0, 1 + 9 * i)
                                            .mapToObj(j ->
                                                    (number * 31 + j * 17) % model.getVocabulary())
                                            .toList())
                            .setMaxTokens(20 + i)
                            .setIgnoreEos(true)
                            .setSampling(
                                    SamplingParameters.newBuilder()
                                            .setTemperature(i % 2)
                                            .setTopP(0.9f)
                                            .setSeed(i))
                            .build());
        }
        return requests;
    }
}
