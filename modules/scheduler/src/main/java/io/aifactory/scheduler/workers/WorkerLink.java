package io.aifactory.scheduler.workers;

import io.aifactory.contracts.worker.WorkerEndpoint;
import io.aifactory.contracts.worker.v1.DescribeModelRequest;
import io.aifactory.contracts.worker.v1.EmbedRequest;
import io.aifactory.contracts.worker.v1.EmbedResponse;
import io.aifactory.contracts.worker.v1.GenerateEvent;
import io.aifactory.contracts.worker.v1.GenerateRequest;
import io.aifactory.contracts.worker.v1.ModelDescription;
import io.aifactory.contracts.worker.v1.StatusRequest;
import io.aifactory.contracts.worker.v1.WorkerGrpc;
import io.aifactory.contracts.worker.v1.WorkerStatus;
import io.aifactory.scheduler.dispatch.FleetNews;
import io.aifactory.scheduler.models.AdapterChoice;
import io.aifactory.scheduler.observing.KeptPrompts;
import io.aifactory.scheduler.observing.WorkerWatch;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientResponseObserver;
import io.grpc.stub.StreamObserver;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** The connection to one worker and what it last said. Thread-safe. */
public final class WorkerLink implements AutoCloseable {
    /** Tokenizers of large vocabularies have tens of megabytes. */
    private static final int MAX_MESSAGE_BYTES = 72 << 20;

    private final WorkerEndpoint endpoint;
    private final ManagedChannel channel;
    private final WorkerGrpc.WorkerStub stub;
    private final WorkerWatch watch;
    private final Set<Runnable> onLoss = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean describing = new AtomicBoolean();
    private volatile @Nullable WorkerStatus status;
    private volatile String described = "";
    private volatile Set<AdapterChoice> adapters = Set.of();

    WorkerLink(WorkerEndpoint endpoint, FleetNews news) {
        this.endpoint = endpoint;
        // Callbacks only hand things over, so they may run on the connection's own thread.
        this.channel =
                NettyChannelBuilder.forAddress(
                                new InetSocketAddress(endpoint.host(), endpoint.port()))
                        .usePlaintext()
                        .directExecutor()
                        .maxInboundMessageSize(MAX_MESSAGE_BYTES)
                        .build();
        this.stub = WorkerGrpc.newStub(channel);
        this.watch = new WorkerWatch(endpoint.id(), news, stub::observe, System::nanoTime);
    }

    public String id() {
        return endpoint.id();
    }

    /** What it last reported; empty before the first report and while it is lost. */
    public Optional<WorkerStatus> status() {
        return Optional.ofNullable(status);
    }

    /** How it names what it keeps of prompts, as far as it has said. */
    public KeptPrompts kept() {
        return watch.kept();
    }

    /** It serves: its events are wanted. */
    void follow() {
        watch.follow();
    }

    /** Starts a stream of tokens. */
    public void generate(
            GenerateRequest request,
            Duration timeout,
            ClientResponseObserver<GenerateRequest, GenerateEvent> observer) {
        stub.withDeadlineAfter(timeout.toNanos(), TimeUnit.NANOSECONDS).generate(request, observer);
    }

    /** Starts a request for embeddings. */
    public void embed(
            EmbedRequest request,
            Duration timeout,
            ClientResponseObserver<EmbedRequest, EmbedResponse> observer) {
        stub.withDeadlineAfter(timeout.toNanos(), TimeUnit.NANOSECONDS).embed(request, observer);
    }

    /** Has this run when the worker is given up, until {@link #ignoreLoss}. */
    public void onLoss(Runnable action) {
        onLoss.add(action);
    }

    public void ignoreLoss(Runnable action) {
        onLoss.remove(action);
    }

    void askStatus(Duration timeout, StreamObserver<WorkerStatus> answer) {
        stub.withDeadlineAfter(timeout.toNanos(), TimeUnit.NANOSECONDS)
                .status(StatusRequest.getDefaultInstance(), answer);
    }

    /** Blocks. */
    ModelDescription describe(Duration timeout) {
        return WorkerGrpc.newBlockingStub(channel)
                .withDeadlineAfter(timeout.toNanos(), TimeUnit.NANOSECONDS)
                .describeModel(DescribeModelRequest.getDefaultInstance());
    }

    void reported(WorkerStatus newStatus) {
        status = newStatus;
    }

    /** Whether this model version of this process has been described already. */
    boolean isDescribed(WorkerStatus by) {
        return described.equals(version(by));
    }

    /** False if somebody asks already. */
    boolean startDescribing() {
        return describing.compareAndSet(false, true);
    }

    void endDescribing() {
        describing.set(false);
    }

    /**
     * @param beside the adapters beside its model
     */
    void described(WorkerStatus by, Set<AdapterChoice> beside) {
        adapters = beside;
        described = version(by);
    }

    /** The adapters beside its model, as it last described them. */
    Set<AdapterChoice> adapters() {
        return adapters;
    }

    /** It serves something else than it described: it is asked again before it is offered. */
    void misdescribed() {
        described = "";
    }

    /** The worker did not answer: nothing that runs there will end, so whoever waits is told. */
    void lost() {
        status = null;
        described = "";
        onLoss.forEach(Runnable::run);
    }

    private static String version(WorkerStatus by) {
        return by.getPid() + " " + by.getManifestDigest() + " " + by.getModel();
    }

    /** Tries to connect at once instead of at the end of the back-off. */
    void reconnect() {
        channel.resetConnectBackoff();
    }

    /** Running streams may end; no new ones. */
    @Override
    public void close() {
        watch.close();
        channel.shutdown();
    }
}
