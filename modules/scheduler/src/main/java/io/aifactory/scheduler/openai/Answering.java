package io.aifactory.scheduler.openai;

import io.aifactory.contracts.error.ErrorCode;
import io.aifactory.contracts.error.FactoryException;
import io.aifactory.scheduler.SchedulerConfig;
import io.aifactory.scheduler.generation.Generation;
import io.aifactory.scheduler.generation.GenerationPorts;
import io.aifactory.scheduler.generation.SequenceSpec;
import io.aifactory.scheduler.metering.RequestAccount;
import io.aifactory.scheduler.metering.RequestMeter;
import io.aifactory.scheduler.metering.RequestMeter.Caller;
import io.aifactory.scheduler.metering.ThroughputWindow;
import io.aifactory.scheduler.requests.RequestLog;
import io.aifactory.scheduler.requests.RequestProgress;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** Runs a question and answers it, whole or as a stream. Blocks a virtual thread meanwhile. */
@Singleton
class Answering {
    private final GenerationPorts ports;
    private final RequestMeter meter;
    private final RequestLog log;
    private final ThroughputWindow throughput;
    private final SchedulerConfig config;
    private final Clock clock = Clock.systemUTC();

    Answering(
            GenerationPorts ports,
            RequestMeter meter,
            RequestLog log,
            ThroughputWindow throughput,
            SchedulerConfig config) {
        this.ports = ports;
        this.meter = meter;
        this.log = log;
        this.throughput = throughput;
        this.config = config;
    }

    /**
     * @return null if the answer has been written to the connection as a stream
     */
    @Nullable Response answer(
            Question question, String requestId, String apiKey, RoutingContext http) {
        long arrival = ports.nanoTime().getAsLong();
        List<SequenceSpec> specs =
                question.sequences(requestId, apiKey, ThreadLocalRandom.current());
        GenerationOptions options = question.options();
        RequestAccount account =
                new RequestAccount(
                        question.prompts().stream().map(prompt -> prompt.length).toList(),
                        options.choices());
        Envelope envelope =
                Envelope.of(
                        question.shape().idPrefix() + requestId,
                        question.model(),
                        clock.instant(),
                        options.includeUsage());
        var progress = new RequestProgress(requestId, clock, log::add);
        Generation generation = Generation.start(specs, ports, arrival);
        http.addEndHandler(ended -> {
            if (ended.failed()) {
                generation.cancel();
            }
        });
        var collector =
                new AnswerCollector(
                        generation,
                        progress,
                        account,
                        throughput,
                        Optional.of(new EventStream(http.response(), config.writeTimeout()))
                                .filter(stream -> options.stream()),
                        question.shape(),
                        envelope,
                        config.pingInterval());
        try {
            collector.collect(requestId);
            progress.finished();
            return options.stream() ? collector.endStream(meter.costs()) : whole(collector);
        } catch (FactoryException e) {
            if (http.response().closed()) {
                progress.cancelled();
            } else {
                progress.failed(e.code());
            }
            return collector.endWithError(e, requestId);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            progress.failed(ErrorCode.UNAVAILABLE);
            throw new FactoryException(ErrorCode.UNAVAILABLE, "the service is stopping", e);
        } finally {
            generation.cancel();
            meter.book(
                    new Caller(
                            requestId,
                            apiKey,
                            question.model().name(),
                            question.shape().endpoint()),
                    account,
                    progress.ended());
        }
    }

    private Response whole(AnswerCollector collector) {
        return Response.ok(
                        collector.whole(meter.costs()).toString(), MediaType.APPLICATION_JSON_TYPE)
                .build();
    }
}
