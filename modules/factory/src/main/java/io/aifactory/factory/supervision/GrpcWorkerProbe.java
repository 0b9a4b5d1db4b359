package io.aifactory.factory.supervision;

import io.aifactory.contracts.worker.v1.AdapterReference;
import io.aifactory.contracts.worker.v1.DraftReference;
import io.aifactory.contracts.worker.v1.LoadModelRequest;
import io.aifactory.contracts.worker.v1.StatusRequest;
import io.aifactory.contracts.worker.v1.WorkerGrpc;
import io.aifactory.contracts.worker.v1.WorkerStatus;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The real probe, on a connection of its own, so that load on the front door cannot delay it. */
final class GrpcWorkerProbe implements WorkerProbe {
    private final ManagedChannel channel;

    GrpcWorkerProbe(String host, int port) {
        channel = ManagedChannelBuilder.forAddress(host, port).usePlaintext().build();
    }

    @Override
    public WorkerStatus status(Duration timeout) {
        try {
            return stub(timeout).status(StatusRequest.getDefaultInstance());
        } catch (StatusRuntimeException e) {
            throw new WorkerUnreachable("no health: " + reason(e.getStatus()), e);
        }
    }

    @Override
    public void load(ReplicaSpec spec, Duration timeout) {
        try {
            var description = stub(timeout).loadModel(request(spec));
            if (!description.getName().equals(spec.name())) {
                throw new IllegalStateException("the worker loaded " + description.getName());
            }
        } catch (StatusRuntimeException e) {
            throw failure(e);
        }
    }

    private static LoadModelRequest request(ReplicaSpec spec) {
        var request =
                LoadModelRequest.newBuilder()
                        .setName(spec.name())
                        .setManifestDigest(spec.manifest().value())
                        .addAllAdapters(adapters(spec));
        spec.draft()
                .ifPresent(draft ->
                        request.setDraft(
                                DraftReference.newBuilder()
                                        .setName(draft.name())
                                        .setManifestDigest(draft.manifest().value())));
        return request.build();
    }

    private static List<AdapterReference> adapters(ReplicaSpec spec) {
        return spec.adapters().stream()
                .map(adapter ->
                        AdapterReference.newBuilder()
                                .setName(adapter.name())
                                .setManifestDigest(adapter.manifest().value())
                                .build())
                .toList();
    }

    private static RuntimeException failure(StatusRuntimeException e) {
        String reason = reason(e.getStatus());
        return switch (e.getStatus().getCode()) {
            case INVALID_ARGUMENT, NOT_FOUND, DATA_LOSS -> new ModelRefused(reason, e);
            default -> new WorkerUnreachable("the model did not load: " + reason, e);
        };
    }

    private static String reason(Status status) {
        String description = status.getDescription();
        return description == null ? status.getCode().toString() : description;
    }

    @Override
    public void close() {
        channel.shutdownNow();
    }

    private WorkerGrpc.WorkerBlockingStub stub(Duration timeout) {
        return WorkerGrpc.newBlockingStub(channel)
                .withDeadlineAfter(timeout.toMillis(), TimeUnit.MILLISECONDS);
    }
}
