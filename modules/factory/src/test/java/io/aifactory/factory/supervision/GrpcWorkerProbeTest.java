package io.aifactory.factory.supervision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.aifactory.contracts.Digest;
import io.aifactory.contracts.worker.v1.AdapterReference;
import io.aifactory.contracts.worker.v1.DraftReference;
import io.aifactory.contracts.worker.v1.LoadModelRequest;
import io.aifactory.contracts.worker.v1.ModelDescription;
import io.aifactory.contracts.worker.v1.WorkerGrpc;
import io.aifactory.factory.supervision.WorkerProbe.ModelRefused;
import io.aifactory.factory.supervision.WorkerProbe.WorkerUnreachable;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GrpcWorkerProbeTest {
    private static final ReplicaSpec SPEC = new ReplicaSpec("m", Digest.of(new byte[0]), 4);
    private static final Duration LONG = Duration.ofSeconds(20);

    private final List<LoadModelRequest> requests = new CopyOnWriteArrayList<>();
    private final AtomicReference<Status> answer = new AtomicReference<>(Status.UNAVAILABLE);
    private Server worker;
    private WorkerProbe probe;

    @BeforeEach
    void start() throws IOException {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        worker =
                NettyServerBuilder.forAddress(new InetSocketAddress(loopback, 0))
                        .addService(new RefusingWorker())
                        .build()
                        .start();
        probe = new GrpcWorkerProbe(loopback.getHostAddress(), worker.getPort());
    }

    @AfterEach
    void stop() {
        probe.close();
        worker.shutdownNow();
    }

    @ParameterizedTest
    @EnumSource(names = {"INVALID_ARGUMENT", "NOT_FOUND", "DATA_LOSS"})
    void whatTryingAgainDoesNotHelpIsSaidInTheWorkersOwnWords(Status.Code code) {
        answer.set(code.toStatus().withDescription("The model needs 9 MiB."));

        ModelRefused refused = assertThrows(ModelRefused.class, () -> probe.load(SPEC, LONG));

        assertEquals("The model needs 9 MiB.", refused.getMessage());
    }

    @ParameterizedTest
    @EnumSource(names = {"UNAVAILABLE", "INTERNAL", "FAILED_PRECONDITION"})
    void whatMayPassIsTriedAgain(Status.Code code) {
        answer.set(code.toStatus());

        WorkerUnreachable failed =
                assertThrows(WorkerUnreachable.class, () -> probe.load(SPEC, LONG));

        assertEquals("the model did not load: " + code, failed.getMessage());
    }

    @Test
    void theModelIsAskedForWithItsAdaptersAndItsDraftModel() {
        var spec =
                new ReplicaSpec(
                        "m",
                        Digest.of(new byte[0]),
                        List.of(new ReplicaSpec.Adapter("polite", Digest.of(new byte[] {1}))),
                        4,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(new ReplicaSpec.Draft("small:1", Digest.of(new byte[] {2}))),
                        Optional.empty());

        assertThrows(WorkerUnreachable.class, () -> probe.load(spec, LONG));

        LoadModelRequest request = requests.getFirst();
        assertEquals("m", request.getName());
        assertEquals(
                List.of(
                        AdapterReference.newBuilder()
                                .setName("polite")
                                .setManifestDigest(Digest.of(new byte[] {1}).value())
                                .build()),
                request.getAdaptersList());
        assertEquals(
                DraftReference.newBuilder()
                        .setName("small:1")
                        .setManifestDigest(Digest.of(new byte[] {2}).value())
                        .build(),
                request.getDraft());
    }

    @Test
    void withoutADraftModelNoneIsAskedFor() {
        assertThrows(WorkerUnreachable.class, () -> probe.load(SPEC, LONG));

        assertFalse(requests.getFirst().hasDraft());
    }

    private final class RefusingWorker extends WorkerGrpc.WorkerImplBase {
        @Override
        public void loadModel(LoadModelRequest request, StreamObserver<ModelDescription> caller) {
            requests.add(request);
            caller.onError(answer.get().asRuntimeException());
        }
    }
}
