package io.aifactory.inference.serving;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.aifactory.contracts.error.ErrorCode;
import io.aifactory.contracts.error.FactoryException;
import io.aifactory.contracts.worker.v1.GenerateRequest;
import io.aifactory.contracts.worker.v1.LogitBias;
import io.aifactory.contracts.worker.v1.SamplingParameters;
import io.aifactory.inference.sequence.GenerationSpec;
import io.aifactory.inference.sequence.SamplingSpec;
import io.aifactory.languagemodel.inference.Penalties;
import io.aifactory.tokenization.grammar.GrammarCache;
import io.aifactory.tokenization.grammar.GrammarLimits;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class GenerateRequestsTest {
    private static final int VOCABULARY = 100;
    private static final int CONTEXT = 16;
    private static final int END = 7;
    private static final GrammarCache NO_GRAMMARS =
            new GrammarCache(
                    () -> {
                        throw new IllegalStateException("no request here has a grammar");
                    },
                    GrammarLimits.DEFAULT,
                    0);

    @Test
    void aValidRequestBecomesASpecification() {
        GenerationSpec spec =
                check(r ->
                        r.addAllResumedTokens(List.of(4, 5))
                                .addAllStop(List.of("\n"))
                                .setSampling(
                                        SamplingParameters.newBuilder()
                                                .setTemperature(0.5f)
                                                .setTopP(0.9f)
                                                .setTopK(40)
                                                .setSeed(-3)));

        assertEquals("id", spec.requestId());
        assertArrayEquals(new int[] {1, 2, 3, 4, 5}, spec.tokens());
        assertEquals(3, spec.promptTokens());
        assertEquals(13, spec.maxTokens());
        assertEquals(new SamplingSpec(0.5f, 0.9f, 40, -3), spec.sampling());
        assertEquals(List.of("\n"), spec.stops());
        assertEquals(Set.of(END), spec.endTokens());
    }

    @Test
    void unsetSamplingIsGreedyOverTheWholeVocabulary() {
        assertEquals(new SamplingSpec(0, 1, 0, 0), check(r -> {}).sampling());
    }

    @Test
    void endTokensCanBeIgnored() {
        assertEquals(Set.of(), check(r -> r.setIgnoreEos(true)).endTokens());
    }

    @Test
    void theContextMayBeFilledButNotExceeded() {
        assertEquals(13, check(r -> r.setMaxTokens(13)).maxTokens());
        refused(
                ErrorCode.CONTEXT_LENGTH_EXCEEDED,
                "max_tokens",
                "The prompt has 3 tokens and up to 14 are to be generated; the model's context is"
                        + " 16 tokens.",
                r -> r.setMaxTokens(14));
        refused(
                ErrorCode.CONTEXT_LENGTH_EXCEEDED,
                "max_tokens",
                "The prompt has 3 tokens and up to 2147483647 are to be generated; the model's"
                        + " context is 16 tokens.",
                r -> r.setMaxTokens(Integer.MAX_VALUE));
    }

    @Test
    void tokensOutsideTheVocabularyAreRefusedWithTheirPlace() {
        invalid(
                "prompt_tokens",
                "prompt_tokens holds the id 100 at index 1; the vocabulary has 100 ids.",
                r -> r.clearPromptTokens().addAllPromptTokens(List.of(1, 100)));
        invalid(
                "resumed_tokens",
                "resumed_tokens holds the id -1 at index 0; the vocabulary has 100 ids.",
                r -> r.addResumedTokens(-1));
    }

    @Test
    void whatCannotBeGeneratedIsRefused() {
        invalid(
                "prompt_tokens",
                "prompt_tokens must hold at least one token.",
                GenerateRequest.Builder::clearPromptTokens);
        invalid("max_tokens", "max_tokens must be at least 1, not 0.", r -> r.setMaxTokens(0));
        invalid("max_tokens", "max_tokens must be at least 1, not -5.", r -> r.setMaxTokens(-5));
        invalid(
                "resumed_tokens",
                "resumed_tokens holds 2 tokens, more than max_tokens 1.",
                r -> r.setMaxTokens(1).addAllResumedTokens(List.of(4, 5)));
        invalid(
                "request_id",
                "request_id must have 1 to 128 characters.",
                r -> r.setRequestId(" "));
        invalid(
                "request_id",
                "request_id must have 1 to 128 characters.",
                r -> r.setRequestId("x".repeat(129)));
        invalid(
                "cache_salt",
                "cache_salt must have at most 128 characters.",
                r -> r.setCacheSalt("x".repeat(129)));
    }

    @Test
    void samplingOutsideItsRangesIsRefused() {
        sampling("temperature must be in [0, 100], not -1.0.", s -> s.setTemperature(-1));
        sampling("temperature must be in [0, 100], not NaN.", s -> s.setTemperature(Float.NaN));
        sampling("top_p must be in (0, 1], not 1.5.", s -> s.setTopP(1.5f));
        sampling("top_p must be in (0, 1], not -0.5.", s -> s.setTopP(-0.5f));
        sampling("top_p must be in (0, 1], not NaN.", s -> s.setTopP(Float.NaN));
        sampling("top_k must not be negative, not -1.", s -> s.setTopK(-1));
        sampling("min_p must be in [0, 1], not 1.5.", s -> s.setMinP(1.5f));
        sampling("min_p must be in [0, 1], not NaN.", s -> s.setMinP(Float.NaN));
        sampling(
                "repetition_penalty must be in (0, 100], not -1.0.",
                s -> s.setRepetitionPenalty(-1));
        sampling(
                "repetition_penalty must be in (0, 100], not NaN.",
                s -> s.setRepetitionPenalty(Float.NaN));
        sampling("presence_penalty must be in [-2, 2], not 2.5.", s -> s.setPresencePenalty(2.5f));
        sampling(
                "frequency_penalty must be in [-2, 2], not NaN.",
                s -> s.setFrequencyPenalty(Float.NaN));
        sampling(
                "logit_bias must be in [-100, 100], not Infinity.",
                s -> s.addLogitBias(bias(1, Float.POSITIVE_INFINITY)));
        sampling(
                "logit_bias holds the id 100; the vocabulary has 100 ids.",
                s -> s.addLogitBias(bias(100, 1)));
        sampling(
                "logit_bias names the token 1 twice.",
                s -> s.addLogitBias(bias(1, 1)).addLogitBias(bias(1, 2)));
    }

    @Test
    void everySamplingOptionIsTakenOver() {
        GenerationSpec spec =
                check(r ->
                        r.setMinTokens(4)
                                .addAllStopTokenIds(List.of(9, 11))
                                .setLogprobs(0)
                                .setSampling(
                                        SamplingParameters.newBuilder()
                                                .setMinP(0.1f)
                                                .setRepetitionPenalty(1.2f)
                                                .setPresencePenalty(-0.5f)
                                                .setFrequencyPenalty(2)
                                                .addLogitBias(bias(99, -100))));

        assertEquals(
                new SamplingSpec(
                        0,
                        1,
                        0,
                        0.1f,
                        0,
                        new Penalties(1.2f, -0.5f, 2),
                        Map.of(99, -100f),
                        4,
                        OptionalInt.of(0)),
                spec.sampling());
        assertEquals(Set.of(END, 9, 11), spec.endTokens());
        assertEquals(Set.of(9), check(r -> r.setIgnoreEos(true).addStopTokenIds(9)).endTokens());
    }

    @Test
    void countsOutsideTheirRangesAreRefused() {
        invalid(
                "min_tokens",
                "min_tokens must be in [0, max_tokens], not 14 with max_tokens 13.",
                r -> r.setMinTokens(14));
        invalid("logprobs", "logprobs must be in [0, 20], not 21.", r -> r.setLogprobs(21));
        invalid(
                "stop_token_ids",
                "stop_token_ids holds the id -1; the vocabulary has 100 ids.",
                r -> r.addStopTokenIds(-1));
        refused(
                ErrorCode.LIMIT_EXCEEDED,
                "stop_token_ids",
                "stop_token_ids holds 65 entries; the limit is 64.",
                r -> r.addAllStopTokenIds(Collections.nCopies(65, 1)));
        refused(
                ErrorCode.LIMIT_EXCEEDED,
                "logit_bias",
                "logit_bias holds 301 entries; the limit is 300.",
                r ->
                        r.setSampling(
                                SamplingParameters.newBuilder()
                                        .addAllLogitBias(Collections.nCopies(301, bias(1, 1)))));
    }

    private static LogitBias bias(int token, float value) {
        return LogitBias.newBuilder().setToken(token).setBias(value).build();
    }

    @Test
    void stopStringsAreFewAndShortAndNotEmpty() {
        refused(
                ErrorCode.LIMIT_EXCEEDED,
                "stop",
                "stop holds 5 strings; the limit is 4.",
                r -> r.addAllStop(Collections.nCopies(5, "x")));
        invalid("stop", "stop strings must have 1 to 256 characters.", r -> r.addStop(""));
        invalid(
                "stop",
                "stop strings must have 1 to 256 characters.",
                r -> r.addStop("x".repeat(257)));
    }

    private static void sampling(String message, Consumer<SamplingParameters.Builder> change) {
        SamplingParameters.Builder sampling = SamplingParameters.newBuilder();
        change.accept(sampling);
        invalid(message.substring(0, message.indexOf(' ')), message, r -> r.setSampling(sampling));
    }

    private static void invalid(
            String field, String message, Consumer<GenerateRequest.Builder> change) {
        refused(ErrorCode.INVALID_REQUEST, field, message, change);
    }

    private static void refused(
            ErrorCode code,
            String field,
            String message,
            Consumer<GenerateRequest.Builder> change) {
        FactoryException error = assertThrows(FactoryException.class, () -> check(change));
        assertEquals(message, error.message());
        assertEquals(code, error.code());
        assertEquals(Optional.of(field), error.parameter());
    }

    private static GenerationSpec check(Consumer<GenerateRequest.Builder> change) {
        GenerateRequest.Builder request =
                GenerateRequest.newBuilder()
                        .setRequestId("id")
                        .addAllPromptTokens(List.of(1, 2, 3))
                        .setMaxTokens(13);
        change.accept(request);
        return GenerateRequests.check(
                request.build(), VOCABULARY, CONTEXT, Set.of(END), NO_GRAMMARS);
    }
}
