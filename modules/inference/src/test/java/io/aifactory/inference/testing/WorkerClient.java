package io.aifactory.inference.testing;

import io.aifactory.contracts.worker.v1.Delta;
import io.aifactory.contracts.worker.v1.Finish;
import io.aifactory.contracts.worker.v1.GenerateEvent;
import io.aifactory.contracts.worker.v1.GenerateRequest;
import io.aifactory.contracts.worker.v1.SamplingParameters;
import io.aifactory.contracts.worker.v1.WorkerGrpc;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** A plain grpc-java client of one worker. */
public final class WorkerClient implements AutoCloseable {
    private static final AtomicInteger IDS = new AtomicInteger();

    private final ManagedChannel channel;

    public WorkerClient(int port) {
        channel = ManagedChannelBuilder.forAddress("127.0.0.1", port).usePlaintext().build();
    }

    public WorkerGrpc.WorkerBlockingStub blocking() {
        return WorkerGrpc.newBlockingStub(channel).withDeadlineAfter(30, TimeUnit.SECONDS);
    }

    public WorkerGrpc.WorkerStub async() {
        return WorkerGrpc.newStub(channel);
    }

    /** A greedy request with one token a byte, for the version served from the start. */
    public static GenerateRequest.Builder request(String model, String prompt, int maxTokens) {
        return GenerateRequest.newBuilder()
                .setRequestId("call-" + IDS.incrementAndGet())
                .setModel(model)
                .setManifestDigest(FakeModelStore.manifest().value())
                .addAllPromptTokens(
                        IntStream.of(new ByteTokenizer().encode(prompt)).boxed().toList())
                .setMaxTokens(maxTokens)
                .setSampling(SamplingParameters.getDefaultInstance());
    }

    /** Reads a stream to its end. */
    public Answer generate(GenerateRequest request) {
        return Answer.of(blocking().generate(request));
    }

    @Override
    public void close() {
        channel.shutdownNow();
    }

    /** What a whole stream held. */
    public record Answer(List<Integer> tokens, String text, Finish finish) {
        public static Answer of(Iterator<GenerateEvent> events) {
            List<Integer> tokens = new ArrayList<>();
            StringBuilder text = new StringBuilder();
            while (events.hasNext()) {
                GenerateEvent event = events.next();
                if (event.hasFinish()) {
                    if (events.hasNext()) {
                        throw new IllegalStateException("events after the finish");
                    }
                    return new Answer(List.copyOf(tokens), text.toString(), event.getFinish());
                }
                Delta delta = event.getDelta();
                tokens.addAll(delta.getTokensList());
                text.append(delta.getText());
            }
            throw new IllegalStateException("a stream without a finish");
        }
    }
}
