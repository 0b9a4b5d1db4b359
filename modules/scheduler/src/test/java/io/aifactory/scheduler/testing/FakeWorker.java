package io.aifactory.scheduler.testing;

import io.aifactory.contracts.worker.WorkerEndpoint;
import io.aifactory.contracts.worker.v1.AdapterReference;
import io.aifactory.contracts.worker.v1.Delta;
import io.aifactory.contracts.worker.v1.DescribeModelRequest;
import io.aifactory.contracts.worker.v1.EmbedRequest;
import io.aifactory.contracts.worker.v1.EmbedResponse;
import io.aifactory.contracts.worker.v1.GenerateEvent;
import io.aifactory.contracts.worker.v1.GenerateRequest;
import io.aifactory.contracts.worker.v1.ModelDescription;
import io.aifactory.contracts.worker.v1.StatusRequest;
import io.aifactory.contracts.worker.v1.WorkerState;
import io.aifactory.contracts.worker.v1.WorkerStatus;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.net.InetAddress;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A worker process as the scheduler sees it: a real gRPC server that generates letters. */
public final class FakeWorker implements AutoCloseable {
    public static final int CONTEXT = 200;
    public static final String MANIFEST = "sha256:0123456789abcdef";
    public static final double JOULES_PER_TOKEN = 0.5;

    private final String id;
    private final String model;
    private final int slots;
    private final Service service = new Service();
    private final FakeServer server;
    private final List<GenerateRequest> requests = new CopyOnWriteArrayList<>();
    private final List<EmbedRequest> embedRequests = new CopyOnWriteArrayList<>();
    private final Queue<Turn> script = new ConcurrentLinkedQueue<>();
    private final AtomicInteger running = new AtomicInteger();
    private final CountDownLatch cancelled = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);
    private volatile boolean breaking;
    private volatile boolean embeds;
    private volatile String template = "";
    private volatile String manifest = MANIFEST;
    private volatile List<AdapterReference> adapters = List.of();
    private volatile WorkerState state = WorkerState.WORKER_STATE_READY;

    /** How the next request is treated. */
    public sealed interface Turn {
        /** Dies without a word after that many tokens. */
        record Die(int afterTokens) implements Turn {}

        /** Stops after that many tokens until {@link FakeWorker#release} or cancellation. */
        record Hold(int afterTokens) implements Turn {}

        /** Refuses. */
        record Refuse(Status status) implements Turn {}
    }

    private FakeWorker(String id, String model, int slots, int wantedPort) {
        this.id = id;
        this.model = model;
        this.slots = slots;
        this.server = new FakeServer(service, wantedPort);
    }

    public static FakeWorker start(String id, String model, int slots) {
        return new FakeWorker(id, model, slots, 0);
    }

    /** The same worker, restarted at its old address. */
    public FakeWorker restart() {
        return new FakeWorker(id, model, slots, server.port());
    }

    public WorkerEndpoint endpoint() {
        String host = InetAddress.getLoopbackAddress().getHostAddress();
        return new WorkerEndpoint(id, host, server.port(), model);
    }

    public FakeWorker next(Turn turn) {
        script.add(turn);
        return this;
    }

    /** Serves this version from now on. */
    public FakeWorker serving(String version) {
        manifest = version;
        return this;
    }

    /** Has these adapters beside its model from now on. */
    public FakeWorker withAdapters(String... names) {
        adapters = FakeAdapters.named(names);
        return this;
    }

    public FakeWorker withTemplate(String jinja) {
        template = jinja;
        return this;
    }

    /** Makes vectors instead of letters. */
    public FakeWorker embedding() {
        embeds = true;
        return this;
    }

    public List<EmbedRequest> embedRequests() {
        return embedRequests;
    }

    public FakeFeed feed() {
        return service.feed;
    }

    public void drain() {
        state = WorkerState.WORKER_STATE_DRAINING;
    }

    public List<GenerateRequest> requests() {
        return requests;
    }

    public int running() {
        return running.get();
    }

    public CountDownLatch cancelled() {
        return cancelled;
    }

    public void release() {
        released.countDown();
    }

    /** The sequence that is held fails. */
    public void breakHeld() {
        breaking = true;
        released.countDown();
    }

    @Override
    public void close() {
        release();
        server.close();
    }

    private final class Service extends FakeFeed.Service {
        @Override
        public void generate(GenerateRequest request, StreamObserver<GenerateEvent> observer) {
            var call = (ServerCallStreamObserver<GenerateEvent>) observer;
            requests.add(request);
            start(call, turn -> run(request, call, turn));
        }

        @Override
        public void embed(EmbedRequest request, StreamObserver<EmbedResponse> observer) {
            var call = (ServerCallStreamObserver<EmbedResponse>) observer;
            embedRequests.add(request);
            start(
                    call,
                    turn -> {
                        switch (turn) {
                            case Turn.Refuse refuse ->
                                    call.onError(refuse.status().asRuntimeException());
                            case Turn.Die _ -> server.die();
                            case Turn.Hold _ -> Await.open(released);
                            case null -> {
                                call.onNext(FakeEmbeddings.answer(request));
                                call.onCompleted();
                            }
                        }
                    });
        }

        private void start(ServerCallStreamObserver<?> call, Consumer<@Nullable Turn> answer) {
            call.setOnCancelHandler(() -> {
                released.countDown();
                cancelled.countDown();
            });
            Turn turn = script.poll();
            running.incrementAndGet();
            Thread.ofVirtual()
                    .start(() -> {
                        try {
                            answer.accept(turn);
                        } finally {
                            running.decrementAndGet();
                        }
                    });
        }

        private void run(
                GenerateRequest request,
                ServerCallStreamObserver<GenerateEvent> call,
                @Nullable Turn turn) {
            if (turn instanceof Turn.Refuse refuse) {
                call.onError(refuse.status().asRuntimeException());
                return;
            }
            if (!request.getManifestDigest().equals(manifest)
                    || !FakeAdapters.have(adapters, request.getAdapter())) {
                call.onError(Status.NOT_FOUND.asRuntimeException());
                return;
            }
            int sent = 0;
            List<Integer> answer =
                    request.hasGrammar() ? GrammarAnswers.tokens(request.getGrammar()) : List.of();
            int last = Math.min(request.getMaxTokens(), Letters.length(request, answer));
            for (int place = request.getResumedTokensCount(); place < last; place++) {
                if (turn instanceof Turn.Die die && sent == die.afterTokens()) {
                    server.die();
                    return;
                }
                if (turn instanceof Turn.Hold hold
                        && sent == hold.afterTokens()
                        && endsHeld(call)) {
                    return;
                }
                int token =
                        request.hasGrammar()
                                ? answer.get(place)
                                : Letters.token(request.getSampling().getSeed(), place);
                Delta.Builder delta =
                        Delta.newBuilder().addTokens(token).setText(Letters.decode(token));
                if (request.hasLogprobs()) {
                    delta.addLogprobs(Letters.logprobs(token, place, request.getLogprobs()));
                }
                call.onNext(GenerateEvent.newBuilder().setDelta(delta).build());
                sent++;
            }
            call.onNext(Letters.finish(request, last));
            call.onCompleted();
        }

        @Override
        public void describeModel(
                DescribeModelRequest request, StreamObserver<ModelDescription> answer) {
            ModelDescription.Builder description =
                    embeds ? FakeEmbeddings.description() : Letters.description();
            answer.onNext(
                    description
                            .setName(model)
                            .setManifestDigest(manifest)
                            .setContextTokens(CONTEXT)
                            .addAllAdapters(adapters)
                            .setChatTemplate(template)
                            .build());
            answer.onCompleted();
        }

        @Override
        public void status(StatusRequest request, StreamObserver<WorkerStatus> answer) {
            answer.onNext(
                    WorkerStatus.newBuilder()
                            .setWorkerId(id)
                            .setState(state)
                            .setModel(model)
                            .setManifestDigest(manifest)
                            .setSlots(slots)
                            .setRunningSequences(running.get())
                            .setBusyNanosTotal(2_000_000_000L)
                            .setJoulesTotal(10)
                            .setPid(1)
                            .build());
            answer.onCompleted();
        }
    }

    /** Whether the sequence was cancelled or broken while it was held. */
    private boolean endsHeld(ServerCallStreamObserver<?> call) {
        Await.open(released);
        if (breaking && !call.isCancelled()) {
            call.onError(Status.INTERNAL.asRuntimeException());
        }
        return breaking || call.isCancelled();
    }
}
