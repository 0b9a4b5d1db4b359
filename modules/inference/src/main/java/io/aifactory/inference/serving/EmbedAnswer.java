package io.aifactory.inference.serving;

import io.aifactory.contracts.error.FactoryException;
import io.aifactory.contracts.worker.v1.EmbedResponse;
import io.aifactory.contracts.worker.v1.Embedding;
import io.aifactory.economics.cost.StepEnergy;
import io.aifactory.inference.embedding.EmbeddingSink;
import io.aifactory.inference.embedding.EmbeddingUsage;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ServerCallStreamObserver;
import java.util.List;

/** One client's call, answered once. The device's thread hands the vectors over and never waits. */
final class EmbedAnswer implements EmbeddingSink {
    private final ServerCallStreamObserver<EmbedResponse> out;
    private volatile boolean gone;

    private EmbedAnswer(ServerCallStreamObserver<EmbedResponse> out) {
        this.out = out;
    }

    /** To be called before the service method returns. */
    static EmbedAnswer on(ServerCallStreamObserver<EmbedResponse> out) {
        EmbedAnswer answer = new EmbedAnswer(out);
        out.setOnCancelHandler(() -> answer.gone = true);
        return answer;
    }

    @Override
    public boolean cancelled() {
        return gone;
    }

    @Override
    public void embedded(List<float[]> vectors, EmbeddingUsage usage) {
        EmbedResponse.Builder response =
                EmbedResponse.newBuilder()
                        .setPromptTokens(usage.promptTokens())
                        .setJoules(StepEnergy.joules(usage.nanojoules()))
                        .setJoulesEstimated(usage.estimated())
                        .setQueueNanos(usage.queueNanos());
        for (float[] vector : vectors) {
            Embedding.Builder embedding = Embedding.newBuilder();
            for (float value : vector) {
                embedding.addValues(value);
            }
            response.addEmbeddings(embedding);
        }
        try {
            out.onNext(response.build());
            out.onCompleted();
        } catch (StatusRuntimeException | IllegalStateException _) {
            gone = true; // the client left between two lines
        }
    }

    @Override
    public void failed(FactoryException error) {
        try {
            out.onError(GrpcErrors.of(error));
        } catch (StatusRuntimeException | IllegalStateException _) {
            gone = true;
        }
    }
}
