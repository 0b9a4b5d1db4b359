package io.aifactory.scheduler.openai;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aifactory.contracts.error.ErrorCode;
import io.aifactory.contracts.error.FactoryException;
import io.aifactory.economics.cost.CostModel;
import io.aifactory.scheduler.generation.Generation;
import io.aifactory.scheduler.generation.GenerationEvent;
import io.aifactory.scheduler.generation.TokenReport;
import io.aifactory.scheduler.metering.RequestAccount;
import io.aifactory.scheduler.metering.ThroughputWindow;
import io.aifactory.scheduler.openai.AnswerShape.Piece;
import io.aifactory.scheduler.requests.RequestProgress;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Takes the events of one request and puts them into its answer. A stream is opened with the first
 * text or the first ping, whichever comes first: until then an error is still an HTTP status.
 */
final class AnswerCollector {
    private final Generation generation;
    private final RequestProgress progress;
    private final RequestAccount account;
    private final ThroughputWindow throughput;
    private final Optional<EventStream> stream;
    private final AnswerShape shape;
    private final Envelope envelope;
    private final Duration pingInterval;
    private final List<StringBuilder> texts = new ArrayList<>();
    private final List<List<TokenReport>> reports = new ArrayList<>();
    private final int[] offsets;
    private boolean opened;

    AnswerCollector(
            Generation generation,
            RequestProgress progress,
            RequestAccount account,
            ThroughputWindow throughput,
            Optional<EventStream> stream,
            AnswerShape shape,
            Envelope envelope,
            Duration pingInterval) {
        this.generation = generation;
        this.progress = progress;
        this.account = account;
        this.throughput = throughput;
        this.stream = stream;
        this.shape = shape;
        this.envelope = envelope;
        this.pingInterval = pingInterval;
        this.offsets = new int[account.sequences()];
        for (int i = 0; i < account.sequences(); i++) {
            texts.add(new StringBuilder());
            reports.add(new ArrayList<>());
        }
    }

    /**
     * Takes events until all sequences have finished.
     *
     * @throws FactoryException if one fails or the client is gone
     */
    void collect(String requestId) throws InterruptedException {
        while (!account.isComplete()) {
            Optional<GenerationEvent> event = generation.next(pingInterval);
            if (event.isEmpty()) {
                openHttp(requestId);
                stream.ifPresent(EventStream::ping);
            }
            while (event.isPresent()) {
                take(event.get(), requestId);
                event = generation.nextNow();
            }
            flush();
        }
    }

    /** The whole answer as one object. */
    ObjectNode whole(CostModel costs) {
        List<AnswerShape.Choice> choices = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            Piece piece = new Piece(texts.get(i).toString(), reports.get(i), 0);
            choices.add(new AnswerShape.Choice(piece, account.reason(i)));
        }
        ObjectNode whole = shape.whole(envelope, choices);
        whole.set("usage", UsageBlock.of(account, costs));
        return whole;
    }

    /** Finish chunks of all choices, then usage if it was asked for, then the end mark. */
    @Nullable Response endStream(CostModel costs) throws InterruptedException {
        EventStream events = stream.orElseThrow();
        for (int i = 0; i < texts.size(); i++) {
            events.event(shape.finish(envelope, i, account.reason(i)));
        }
        if (envelope.usageInStream()) {
            ObjectNode last = envelope.object(shape.chunkType(), AnswerShape.array());
            last.set("usage", UsageBlock.of(account, costs));
            events.event(last);
        }
        events.done();
        events.flush();
        return null;
    }

    /** An error event if the stream is open, else an answer of its own. */
    @Nullable Response endWithError(FactoryException error, String requestId) {
        if (stream.isEmpty() || !stream.get().isOpen()) {
            throw error;
        }
        OpenAiErrors.log(error, requestId);
        stream.get().error(OpenAiErrors.body(error));
        try {
            stream.get().flush();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return null;
    }

    private void take(GenerationEvent event, String requestId) {
        switch (event) {
            case GenerationEvent.Started started -> progress.slotGiven(started.worker());
            case GenerationEvent.Text text -> {
                account.came(text.index(), text.tokens());
                throughput.add(text.tokens());
                open(requestId);
                show(text);
                text.consumed().run();
            }
            case GenerationEvent.Finished finished -> {
                open(requestId);
                account.finished(finished.index(), finished.result());
            }
            case GenerationEvent.Failed failed -> throw failed.error();
        }
    }

    private void show(GenerationEvent.Text text) {
        int index = text.index();
        if (stream.isEmpty()) {
            texts.get(index).append(text.text());
            reports.get(index).addAll(text.reports());
            return;
        }
        Piece piece = new Piece(text.text(), text.reports(), offsets[index]);
        if (!piece.isEmpty()) {
            stream.get().event(shape.text(envelope, index, piece));
            offsets[index] += shape.characters(text.reports());
        }
    }

    private void open(String requestId) {
        openHttp(requestId);
        if (!opened) {
            opened = true;
            stream.ifPresent(
                    events -> shape.opening(envelope, texts.size()).forEach(events::event));
        }
    }

    private void openHttp(String requestId) {
        stream.filter(events -> !events.isOpen()).ifPresent(events -> events.open(requestId));
    }

    private void flush() throws InterruptedException {
        if (stream.isPresent() && !stream.get().flush()) {
            throw new FactoryException(
                    ErrorCode.UNAVAILABLE, "the client does not take the stream");
        }
    }
}
