package io.aifactory.inference.serving;

import io.aifactory.contracts.error.ErrorCode;
import io.aifactory.contracts.error.FactoryException;
import io.aifactory.contracts.limits.Limits;
import io.aifactory.contracts.worker.v1.GenerateRequest;
import io.aifactory.contracts.worker.v1.LogitBias;
import io.aifactory.contracts.worker.v1.SamplingParameters;
import io.aifactory.inference.sequence.SamplingSpec;
import io.aifactory.languagemodel.inference.Penalties;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/** Checks how a request wants its tokens chosen. Pure functions. */
final class SamplingRequests {
    private static final float HOTTEST = 100;
    private static final float LARGEST_BIAS = 100;

    private SamplingRequests() {}

    /**
     * @param vocabulary ids are below it
     * @throws FactoryException {@code INVALID_REQUEST} or {@code LIMIT_EXCEEDED}, naming the field
     */
    static SamplingSpec check(GenerateRequest request, int vocabulary) {
        SamplingParameters wish = request.getSampling();
        float temperature = wish.getTemperature();
        if (!(temperature >= 0 && temperature <= HOTTEST)) {
            throw invalid("temperature", "must be in [0, 100], not " + temperature);
        }
        float topP = wish.getTopP() == 0 ? 1 : wish.getTopP();
        if (!(topP > 0 && topP <= 1)) {
            throw invalid("top_p", "must be in (0, 1], not " + topP);
        }
        if (wish.getTopK() < 0) {
            throw invalid("top_k", "must not be negative, not " + wish.getTopK());
        }
        if (!(wish.getMinP() >= 0 && wish.getMinP() <= 1)) {
            throw invalid("min_p", "must be in [0, 1], not " + wish.getMinP());
        }
        return new SamplingSpec(
                temperature,
                topP,
                wish.getTopK(),
                wish.getMinP(),
                wish.getSeed(),
                penalties(wish),
                bias(wish.getLogitBiasList(), vocabulary),
                minTokens(request),
                logprobs(request));
    }

    /** The token ids at which the sequence ends. */
    static Set<Integer> endTokens(
            GenerateRequest request, int vocabulary, Set<Integer> ofTheModel) {
        List<Integer> own = request.getStopTokenIdsList();
        requireAtMost("stop_token_ids", own.size(), Limits.STOP_TOKENS);
        own.forEach(token -> requireToken("stop_token_ids", token, vocabulary));
        Set<Integer> ends = new HashSet<>(own);
        if (!request.getIgnoreEos()) {
            // one beyond the vocabulary can never come
            ofTheModel.stream().filter(token -> token < vocabulary).forEach(ends::add);
        }
        return ends;
    }

    private static Penalties penalties(SamplingParameters wish) {
        float repetition = wish.getRepetitionPenalty() == 0 ? 1 : wish.getRepetitionPenalty();
        if (!(repetition > 0 && repetition <= Penalties.REPETITION)) {
            throw invalid("repetition_penalty", "must be in (0, 100], not " + repetition);
        }
        requireAdded("presence_penalty", wish.getPresencePenalty());
        requireAdded("frequency_penalty", wish.getFrequencyPenalty());
        return new Penalties(repetition, wish.getPresencePenalty(), wish.getFrequencyPenalty());
    }

    private static void requireAdded(String field, float penalty) {
        if (!(Math.abs(penalty) <= Penalties.ADDED)) {
            throw invalid(field, "must be in [-2, 2], not " + penalty);
        }
    }

    private static Map<Integer, Float> bias(List<LogitBias> wish, int vocabulary) {
        requireAtMost("logit_bias", wish.size(), Limits.LOGIT_BIASES);
        Map<Integer, Float> bias = new HashMap<>();
        for (LogitBias each : wish) {
            requireToken("logit_bias", each.getToken(), vocabulary);
            if (!(Math.abs(each.getBias()) <= LARGEST_BIAS)) {
                throw invalid("logit_bias", "must be in [-100, 100], not " + each.getBias());
            }
            if (bias.put(each.getToken(), each.getBias()) != null) {
                throw invalid("logit_bias", "names the token " + each.getToken() + " twice");
            }
        }
        return bias;
    }

    private static int minTokens(GenerateRequest request) {
        if (request.getMinTokens() < 0 || request.getMinTokens() > request.getMaxTokens()) {
            throw invalid(
                    "min_tokens",
                    "must be in [0, max_tokens], not %d with max_tokens %d"
                            .formatted(request.getMinTokens(), request.getMaxTokens()));
        }
        return request.getMinTokens();
    }

    private static OptionalInt logprobs(GenerateRequest request) {
        if (!request.hasLogprobs()) {
            return OptionalInt.empty();
        }
        if (request.getLogprobs() < 0 || request.getLogprobs() > Limits.TOP_LOGPROBS) {
            throw invalid(
                    "logprobs",
                    "must be in [0, %d], not %d"
                            .formatted(Limits.TOP_LOGPROBS, request.getLogprobs()));
        }
        return OptionalInt.of(request.getLogprobs());
    }

    private static void requireToken(String field, int token, int vocabulary) {
        if (token < 0 || token >= vocabulary) {
            throw invalid(
                    field,
                    "holds the id %d; the vocabulary has %d ids".formatted(token, vocabulary));
        }
    }

    private static void requireAtMost(String field, int count, int limit) {
        if (count > limit) {
            throw new FactoryException(
                            ErrorCode.LIMIT_EXCEEDED,
                            "%s holds %d entries; the limit is %d.".formatted(field, count, limit))
                    .withParameter(field);
        }
    }

    private static FactoryException invalid(String field, String problem) {
        return new FactoryException(ErrorCode.INVALID_REQUEST, field + " " + problem + ".")
                .withParameter(field);
    }
}
