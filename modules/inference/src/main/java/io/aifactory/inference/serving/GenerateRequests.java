package io.aifactory.inference.serving;

import io.aifactory.contracts.error.ErrorCode;
import io.aifactory.contracts.error.FactoryException;
import io.aifactory.contracts.limits.Limits;
import io.aifactory.contracts.worker.v1.GenerateRequest;
import io.aifactory.inference.sequence.GenerationSpec;
import io.aifactory.tokenization.grammar.GrammarCache;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** Checks a request against the model that is to answer it. Pure functions. */
final class GenerateRequests {
    private static final int REQUEST_ID_CHARACTERS = 128;
    private static final int SALT_CHARACTERS = 128;

    private GenerateRequests() {}

    /**
     * @param vocabulary ids are below it
     * @param contextTokens prompt plus generated tokens
     * @param endTokens of the model
     * @param grammars over its vocabulary; compiles the request's grammar if it has one
     * @throws FactoryException {@code INVALID_REQUEST}, {@code LIMIT_EXCEEDED} or {@code
     *     CONTEXT_LENGTH_EXCEEDED}, naming the field
     */
    static GenerationSpec check(
            GenerateRequest request,
            int vocabulary,
            int contextTokens,
            Set<Integer> endTokens,
            GrammarCache grammars) {
        checkId(request.getRequestId());
        int prompt = request.getPromptTokensCount();
        int resumed = request.getResumedTokensCount();
        if (prompt == 0) {
            throw invalid("prompt_tokens", "must hold at least one token");
        }
        if (request.getMaxTokens() < 1) {
            throw invalid("max_tokens", "must be at least 1, not " + request.getMaxTokens());
        }
        if (resumed > request.getMaxTokens()) {
            throw invalid(
                    "resumed_tokens",
                    "holds %d tokens, more than max_tokens %d"
                            .formatted(resumed, request.getMaxTokens()));
        }
        if ((long) prompt + request.getMaxTokens() > contextTokens) {
            throw new FactoryException(
                            ErrorCode.CONTEXT_LENGTH_EXCEEDED,
                            ("The prompt has %d tokens and up to %d are to be generated; the model's"
                                            + " context is %d tokens.")
                                    .formatted(prompt, request.getMaxTokens(), contextTokens))
                    .withParameter("max_tokens");
        }
        checkTokens("prompt_tokens", request.getPromptTokensList(), vocabulary);
        checkTokens("resumed_tokens", request.getResumedTokensList(), vocabulary);
        return new GenerationSpec(
                        request.getRequestId(),
                        IntStream.concat(
                                        ints(request.getPromptTokensList()),
                                        ints(request.getResumedTokensList()))
                                .toArray(),
                        prompt,
                        request.getMaxTokens(),
                        SamplingRequests.check(request, vocabulary),
                        stops(request.getStopList()),
                        SamplingRequests.endTokens(request, vocabulary, endTokens),
                        salt(request.getCacheSalt()),
                        GrammarRequests.check(request, grammars))
                .withPriority(priority(request.getPriority()));
    }

    static void checkId(String id) {
        if (id.isBlank() || id.length() > REQUEST_ID_CHARACTERS) {
            throw invalid("request_id", "must have 1 to " + REQUEST_ID_CHARACTERS + " characters");
        }
    }

    static void checkTokens(String field, List<Integer> tokens, int vocabulary) {
        for (int i = 0; i < tokens.size(); i++) {
            int token = tokens.get(i);
            if (token < 0 || token >= vocabulary) {
                throw invalid(
                        field,
                        "holds the id %d at index %d; the vocabulary has %d ids"
                                .formatted(token, i, vocabulary));
            }
        }
    }

    private static String salt(String salt) {
        if (salt.length() > SALT_CHARACTERS) {
            throw invalid("cache_salt", "must have at most " + SALT_CHARACTERS + " characters");
        }
        return salt;
    }

    private static int priority(int priority) {
        if (Math.abs((long) priority) > Limits.PRIORITY) {
            throw invalid("priority", "must be in [-1000, 1000], not " + priority);
        }
        return priority;
    }

    private static List<String> stops(List<String> wish) {
        if (wish.size() > Limits.STOP_STRINGS) {
            throw new FactoryException(
                            ErrorCode.LIMIT_EXCEEDED,
                            "stop holds %d strings; the limit is %d."
                                    .formatted(wish.size(), Limits.STOP_STRINGS))
                    .withParameter("stop");
        }
        for (String stop : wish) {
            if (stop.isEmpty() || stop.length() > Limits.STOP_STRING_CHARACTERS) {
                throw invalid(
                        "stop",
                        "strings must have 1 to %d characters"
                                .formatted(Limits.STOP_STRING_CHARACTERS));
            }
        }
        return wish;
    }

    private static IntStream ints(List<Integer> tokens) {
        return tokens.stream().mapToInt(Integer::intValue);
    }

    private static FactoryException invalid(String field, String problem) {
        return new FactoryException(ErrorCode.INVALID_REQUEST, field + " " + problem + ".")
                .withParameter(field);
    }
}
