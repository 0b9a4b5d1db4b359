package io.aifactory.inference.serving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aifactory.contracts.worker.v1.DescribeModelRequest;
import io.aifactory.contracts.worker.v1.GenerateEvent;
import io.aifactory.contracts.worker.v1.GenerateRequest;
import io.aifactory.contracts.worker.v1.LoadModelRequest;
import io.aifactory.contracts.worker.v1.ModelDescription;
import io.aifactory.contracts.worker.v1.StatusRequest;
import io.aifactory.contracts.worker.v1.WorkerStatus;
import io.aifactory.inference.testing.FakeModelStore;
import io.aifactory.inference.testing.FakeModels;
import io.aifactory.inference.testing.StepGate;
import io.aifactory.inference.testing.WorkerClient;
import io.aifactory.storage.BlobStore;
import io.grpc.Metadata;
import io.grpc.StatusRuntimeException;
import io.quarkus.grpc.runtime.GrpcServer;
import jakarta.inject.Inject;
import java.util.Iterator;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A worker in this process, reached by a client over the network. */
abstract class WorkerServiceFixture {
    @Inject GrpcServer server;
    @Inject FakeModels models;
    @Inject BlobStore store;

    WorkerClient client;

    @BeforeEach
    void connect() {
        client = new WorkerClient(server.getPort());
    }

    @AfterEach
    void disconnect() {
        models.reset();
        client.close();
    }

    /** The news may still be on the wire: single steps until it has arrived, not fifty. */
    void awaitFree(StepGate gate) {
        long deadline = System.nanoTime() + 20_000_000_000L;
        int steps = 1;
        gate.allow(1);
        while (status().getRunningSequences() > 0 && System.nanoTime() < deadline) {
            if (gate.stepBegan()) {
                steps++;
                gate.allow(1);
            }
        }
        assertEquals(0, status().getRunningSequences());
        assertEquals(0, status().getWaitingSequences());
        assertEquals(0, status().getKvTokens());
        assertTrue(steps < 40, "it ran for " + steps + " steps more");
    }

    void awaitOpen(int sequences) {
        WorkerStatus now = status();
        long deadline = System.nanoTime() + 20_000_000_000L;
        while (now.getRunningSequences() + now.getWaitingSequences() < sequences
                && System.nanoTime() < deadline) {
            now = status();
        }
    }

    Iterator<GenerateEvent> open(String prompt) {
        return client.blocking().generate(request(prompt, 2).build());
    }

    WorkerStatus status() {
        return client.blocking().status(StatusRequest.getDefaultInstance());
    }

    ModelDescription description() {
        return client.blocking().describeModel(DescribeModelRequest.getDefaultInstance());
    }

    ModelDescription load(String name, String digest) {
        return client.blocking()
                .loadModel(
                        LoadModelRequest.newBuilder()
                                .setName(name)
                                .setManifestDigest(digest)
                                .build());
    }

    StatusRuntimeException refused(GenerateRequest request) {
        return assertThrows(StatusRuntimeException.class, () -> client.generate(request));
    }

    static String code(StatusRuntimeException error) {
        Metadata trailers = Objects.requireNonNull(error.getTrailers());
        return Objects.requireNonNull(trailers.get(GrpcErrors.CODE));
    }

    static GenerateRequest.Builder request(String prompt, int maxTokens) {
        return WorkerClient.request(FakeModelStore.MODEL, prompt, maxTokens);
    }
}
