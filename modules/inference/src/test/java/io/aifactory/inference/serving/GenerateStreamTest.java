package io.aifactory.inference.serving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aifactory.contracts.error.ErrorCode;
import io.aifactory.contracts.error.FactoryException;
import io.aifactory.contracts.worker.v1.Delta;
import io.aifactory.contracts.worker.v1.Finish;
import io.aifactory.contracts.worker.v1.FinishReason;
import io.aifactory.contracts.worker.v1.GenerateEvent;
import io.aifactory.contracts.worker.v1.SequenceUsage;
import io.aifactory.inference.sequence.EndReason;
import io.aifactory.inference.sequence.Usage;
import io.aifactory.inference.testing.FakeCall;
import io.aifactory.languagemodel.inference.SampledToken;
import io.aifactory.languagemodel.inference.TokenLogprobs;
import io.aifactory.languagemodel.inference.TokenLogprobs.Alternative;
import io.grpc.Metadata;
import io.grpc.Status;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GenerateStreamTest {
    private static final int UNREAD_LIMIT = 3;

    private final FakeCall<GenerateEvent> call = new FakeCall<>();
    private final GenerateStream stream = GenerateStream.on(call, UNREAD_LIMIT);

    @Test
    void eachTokenIsSentAtOnceToAClientThatReads() {
        stream.token(SampledToken.of(1), "a");
        stream.token(SampledToken.of(2), "");
        stream.finished("rest", EndReason.STOP, usage());

        assertEquals(List.of(delta("a", 1), delta("", 2), delta("rest"), finish()), call.sent());
        assertTrue(call.completed());
        assertFalse(stream.cancelled());
    }

    @Test
    void logprobsComeOneForEachTokenAlsoWhenTokensComeTogether() {
        call.ready(false);
        stream.token(reported(1, -0.5, new Alternative(1, -0.5), new Alternative(7, -2)), "a");
        stream.token(reported(2, -3), "b");
        call.ready(true);

        Delta delta = call.sent().getFirst().getDelta();
        assertEquals(List.of(1, 2), delta.getTokensList());
        assertEquals(-0.5, delta.getLogprobs(0).getLogprob());
        assertEquals(List.of(1, 7), delta.getLogprobs(0).getTopTokensList());
        assertEquals(List.of(-0.5, -2.0), delta.getLogprobs(0).getTopLogprobsList());
        assertEquals(-3, delta.getLogprobs(1).getLogprob());
        assertEquals(2, delta.getLogprobsCount());
    }

    private static SampledToken reported(int token, double logprob, Alternative... best) {
        return new SampledToken(token, Optional.of(new TokenLogprobs(logprob, List.of(best))));
    }

    @Test
    void whatASlowClientHasNotTakenComesTogetherWhenItReadsAgain() {
        stream.token(SampledToken.of(1), "a");
        call.ready(false);
        stream.token(SampledToken.of(2), "b");
        stream.token(SampledToken.of(3), "c");
        assertEquals(1, call.sent().size());
        call.ready(true);
        stream.token(SampledToken.of(4), "d");

        assertEquals(List.of(delta("a", 1), delta("bc", 2, 3), delta("d", 4)), call.sent());
    }

    @Test
    void theEndIsSentEvenToAClientThatDoesNotRead() {
        call.ready(false);
        stream.token(SampledToken.of(1), "a");
        stream.finished("", EndReason.STOP, usage());

        assertEquals(List.of(delta("a", 1), finish()), call.sent());
        assertTrue(call.completed());
    }

    @Test
    void aClientThatReadsTooSlowlyLosesItsSequence() {
        call.ready(false);
        for (int token = 1; token <= UNREAD_LIMIT; token++) {
            stream.token(SampledToken.of(token), "x");
            assertFalse(stream.cancelled());
        }
        stream.token(SampledToken.of(9), "x");

        assertTrue(stream.cancelled());
        Status status = Status.fromThrowable(call.error().orElseThrow());
        assertEquals(Status.Code.RESOURCE_EXHAUSTED, status.getCode());
        assertEquals("The client reads too slowly: 4 tokens are unread.", status.getDescription());
        stream.token(SampledToken.of(10), "x");
        stream.finished("", EndReason.STOP, usage());
        assertEquals(List.of(), call.sent());
    }

    @Test
    void nothingIsSentToAClientThatHasLeft() {
        call.leave();
        stream.token(SampledToken.of(1), "a");
        stream.finished("", EndReason.STOP, usage());

        assertTrue(stream.cancelled());
        assertEquals(List.of(), call.sent());
        assertFalse(call.completed());
    }

    @Test
    void anErrorEndsTheCallWithItsStatusAndCode() {
        stream.failed(new FactoryException(ErrorCode.WORKER_LOST, "lost"));
        stream.failed(new FactoryException(ErrorCode.INTERNAL, "told once only"));

        Throwable error = call.error().orElseThrow();
        assertEquals(Status.Code.UNAVAILABLE, Status.fromThrowable(error).getCode());
        assertEquals("lost", Status.fromThrowable(error).getDescription());
        Metadata trailers = Objects.requireNonNull(Status.trailersFromThrowable(error));
        assertEquals("worker_lost", trailers.get(GrpcErrors.CODE));
    }

    private static Usage usage() {
        return new Usage(5, 2, 0, 1_500_000_000L, true, 10, 20);
    }

    private static GenerateEvent finish() {
        return GenerateEvent.newBuilder()
                .setFinish(
                        Finish.newBuilder()
                                .setReason(FinishReason.FINISH_REASON_STOP)
                                .setUsage(
                                        SequenceUsage.newBuilder()
                                                .setPromptTokens(5)
                                                .setCompletionTokens(2)
                                                .setJoules(1.5)
                                                .setJoulesEstimated(true)
                                                .setQueueNanos(10)
                                                .setFirstTokenNanos(20)))
                .build();
    }

    private static GenerateEvent delta(String text, Integer... tokens) {
        return GenerateEvent.newBuilder()
                .setDelta(Delta.newBuilder().addAllTokens(List.of(tokens)).setText(text))
                .build();
    }
}
