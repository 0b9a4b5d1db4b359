package io.aifactory.scheduler.openai;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aifactory.contracts.error.FactoryException;
import io.aifactory.scheduler.embedding.EmbeddingResult;
import io.aifactory.scheduler.embedding.EmbeddingRun;
import io.aifactory.scheduler.embedding.EmbeddingSpec;
import io.aifactory.scheduler.generation.GenerationPorts;
import io.aifactory.scheduler.metering.RequestAccount;
import io.aifactory.scheduler.metering.RequestMeter;
import io.aifactory.scheduler.metering.RequestMeter.Caller;
import io.aifactory.scheduler.requests.RequestLog;
import io.aifactory.scheduler.requests.RequestProgress;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;

/** Runs a request for embeddings and answers it. Blocks a virtual thread meanwhile. */
@Singleton
class EmbeddingAnswering {
    private final GenerationPorts ports;
    private final RequestMeter meter;
    private final RequestLog log;
    private final Clock clock = Clock.systemUTC();

    EmbeddingAnswering(GenerationPorts ports, RequestMeter meter, RequestLog log) {
        this.ports = ports;
        this.meter = meter;
        this.log = log;
    }

    ObjectNode answer(
            EmbeddingQuestion question, String requestId, String apiKey, RoutingContext http) {
        long arrival = ports.nanoTime().getAsLong();
        EmbeddingSpec spec = question.spec(requestId, apiKey);
        RequestAccount account = new RequestAccount(List.of(spec.tokens()), 1);
        var progress = new RequestProgress(requestId, clock, log::add);
        EmbeddingRun run = new EmbeddingRun(spec, ports, arrival, progress::slotGiven);
        http.addEndHandler(ended -> {
            if (ended.failed()) {
                run.cancel();
            }
        });
        try {
            EmbeddingResult result = run.run();
            account.finished(0, result.used());
            progress.finished();
            return EmbeddingShape.of(
                    question, result.vectors(), UsageBlock.ofEmbeddings(account, meter.costs()));
        } catch (FactoryException e) {
            if (http.response().closed()) {
                progress.cancelled();
            } else {
                progress.failed(e.code());
            }
            throw e;
        } finally {
            meter.book(
                    new Caller(requestId, apiKey, question.model().name(), EmbeddingShape.ENDPOINT),
                    account,
                    progress.ended());
        }
    }
}
