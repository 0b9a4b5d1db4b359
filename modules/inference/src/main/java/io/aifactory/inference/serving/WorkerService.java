package io.aifactory.inference.serving;

import io.aifactory.contracts.error.ErrorCode;
import io.aifactory.contracts.error.FactoryException;
import io.aifactory.contracts.worker.v1.DescribeModelRequest;
import io.aifactory.contracts.worker.v1.EmbedRequest;
import io.aifactory.contracts.worker.v1.EmbedResponse;
import io.aifactory.contracts.worker.v1.GenerateEvent;
import io.aifactory.contracts.worker.v1.GenerateRequest;
import io.aifactory.contracts.worker.v1.LoadModelRequest;
import io.aifactory.contracts.worker.v1.ModelDescription;
import io.aifactory.contracts.worker.v1.ObserveRequest;
import io.aifactory.contracts.worker.v1.StatusRequest;
import io.aifactory.contracts.worker.v1.WorkerEvent;
import io.aifactory.contracts.worker.v1.WorkerGrpc;
import io.aifactory.contracts.worker.v1.WorkerStatus;
import io.aifactory.economics.meter.EnergyMeter;
import io.aifactory.inference.InferenceConfig;
import io.aifactory.inference.batching.StepLoop;
import io.aifactory.inference.batching.WorkerPhase;
import io.aifactory.inference.model.AdapterWish;
import io.aifactory.inference.model.DraftWish;
import io.aifactory.inference.model.LoadedModel;
import io.aifactory.inference.model.ModelLoading;
import io.aifactory.inference.observing.WorkerFeed;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.quarkus.grpc.GrpcService;
import io.quarkus.virtual.threads.VirtualThreads;
import jakarta.annotation.security.PermitAll;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import org.jboss.logging.Logger;

/**
 * The gRPC service {@code aifactory.worker.v1.Worker}. No method blocks: a grammar, which may take
 * a while to compile, is compiled on a thread of its own, before the device's thread hears of it.
 */
@GrpcService
@PermitAll
public class WorkerService extends WorkerGrpc.WorkerImplBase {
    private static final Logger LOG = Logger.getLogger(WorkerService.class);

    /** Twice what one prompt of half a million tokens can lead to. */
    private static final int UNREAD_EVENTS = 65_536;

    private final StepLoop loop;
    private final WorkerFeed feed;
    private final ModelLoading loading;
    private final WorkerIdentity identity;
    private final EnergyMeter meter;
    private final int unreadLimit;
    private final ExecutorService blocking;

    WorkerService(
            StepLoop loop,
            WorkerFeed feed,
            ModelLoading loading,
            WorkerIdentity identity,
            EnergyMeter meter,
            InferenceConfig config,
            @VirtualThreads ExecutorService blocking) {
        this.loop = loop;
        this.feed = feed;
        this.loading = loading;
        this.identity = identity;
        this.meter = meter;
        this.unreadLimit = config.outboundTokens();
        this.blocking = blocking;
    }

    @Override
    public void generate(GenerateRequest request, StreamObserver<GenerateEvent> observer) {
        if (!(observer instanceof ServerCallStreamObserver<GenerateEvent> out)) {
            throw new IllegalStateException("not a server call: " + observer.getClass());
        }
        GenerateStream stream = GenerateStream.on(out, unreadLimit);
        try {
            if (request.hasGrammar()) {
                blocking.execute(() -> submit(request, stream));
            } else {
                submit(request, stream);
            }
        } catch (RejectedExecutionException e) {
            stream.failed(
                    new FactoryException(
                            ErrorCode.UNAVAILABLE,
                            "The worker is shutting down; ask another one.",
                            e));
        }
    }

    private void submit(GenerateRequest request, GenerateStream stream) {
        try {
            LoadedModel model = serving();
            requireSame(model, request.getModel(), request.getManifestDigest());
            AskedTask.requireGenerates(model);
            loop.submit(
                    model,
                    GenerateRequests.check(
                                    request,
                                    model.prepared().task().vocabulary(),
                                    model.slotTokens(),
                                    Set.copyOf(model.prepared().task().eosTokens()),
                                    model.grammars())
                            .with(model.prepared().adapters().choose(request.getAdapter())),
                    stream);
        } catch (RuntimeException e) {
            stream.failed(error(e));
        }
    }

    @Override
    public void embed(EmbedRequest request, StreamObserver<EmbedResponse> observer) {
        if (!(observer instanceof ServerCallStreamObserver<EmbedResponse> out)) {
            throw new IllegalStateException("not a server call: " + observer.getClass());
        }
        EmbedAnswer answer = EmbedAnswer.on(out);
        try {
            LoadedModel model = serving();
            requireSame(model, request.getModel(), request.getManifestDigest());
            AskedTask.requireEmbeds(model);
            int vocabulary = model.prepared().task().vocabulary();
            loop.submit(
                    model, EmbedRequests.check(request, vocabulary, model.slotTokens()), answer);
        } catch (RuntimeException e) {
            answer.failed(error(e));
        }
    }

    @Override
    public void loadModel(LoadModelRequest request, StreamObserver<ModelDescription> observer) {
        var _ =
                loading.load(
                                request.getName(),
                                request.getManifestDigest(),
                                adapters(request),
                                draft(request))
                        .whenComplete((model, failure) -> {
                            if (failure == null) {
                                answer(observer, WorkerMessages.description(model));
                            } else {
                                observer.onError(GrpcErrors.of(error(failure)));
                            }
                        });
    }

    private static List<AdapterWish> adapters(LoadModelRequest request) {
        return request.getAdaptersList().stream()
                .map(adapter -> new AdapterWish(adapter.getName(), adapter.getManifestDigest()))
                .toList();
    }

    private static Optional<DraftWish> draft(LoadModelRequest request) {
        return request.hasDraft()
                ? Optional.of(
                        new DraftWish(
                                request.getDraft().getName(),
                                request.getDraft().getManifestDigest()))
                : Optional.empty();
    }

    @Override
    public void describeModel(
            DescribeModelRequest request, StreamObserver<ModelDescription> observer) {
        try {
            answer(observer, WorkerMessages.description(serving()));
        } catch (RuntimeException e) {
            observer.onError(GrpcErrors.of(error(e)));
        }
    }

    @Override
    public void status(StatusRequest request, StreamObserver<WorkerStatus> observer) {
        answer(observer, WorkerMessages.status(identity, loop.load(), meter.estimated()));
    }

    @Override
    public void observe(ObserveRequest request, StreamObserver<WorkerEvent> observer) {
        if (!(observer instanceof ServerCallStreamObserver<WorkerEvent> out)) {
            throw new IllegalStateException("not a server call: " + observer.getClass());
        }
        ObserveStream stream = ObserveStream.on(out, meter.estimated(), UNREAD_EVENTS);
        try {
            feed.observe(stream);
        } catch (RuntimeException e) {
            stream.ended(error(e));
        }
    }

    private LoadedModel serving() {
        return switch (loop.load().phase()) {
            case WorkerPhase.Ready ready -> ready.model();
            case WorkerPhase.Empty _ ->
                    throw new FactoryException(
                            ErrorCode.MODEL_NOT_FOUND, "No model is loaded in this worker.");
            case WorkerPhase.Loading _ ->
                    throw new FactoryException(
                            ErrorCode.UNAVAILABLE, "The worker is loading a model.");
            case WorkerPhase.Draining _ ->
                    throw new FactoryException(
                            ErrorCode.UNAVAILABLE, "The worker is shutting down; ask another one.");
        };
    }

    /** Ids of one version's tokenizer are noise to another version, also under the same name. */
    private static void requireSame(LoadedModel model, String name, String manifest) {
        if (!model.name().equals(name)) {
            throw new FactoryException(
                            ErrorCode.MODEL_NOT_FOUND,
                            "This worker serves the model '%s', not '%s'."
                                    .formatted(model.name(), name))
                    .withParameter("model");
        }
        if (!model.prepared().manifest().value().equals(manifest)) {
            throw new FactoryException(
                            ErrorCode.MODEL_NOT_FOUND,
                            "This worker serves another version of the model '%s'."
                                    .formatted(model.name()))
                    .withParameter("manifest_digest");
        }
    }

    private static <T> void answer(StreamObserver<T> observer, T message) {
        observer.onNext(message);
        observer.onCompleted();
    }

    private static FactoryException error(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException wrapped && wrapped.getCause() != null
                        ? wrapped.getCause()
                        : failure;
        if (cause instanceof FactoryException known) {
            return known;
        }
        LOG.error("A call failed", cause);
        return new FactoryException(ErrorCode.INTERNAL, ErrorCode.INTERNAL.publicMessage(), cause);
    }
}
