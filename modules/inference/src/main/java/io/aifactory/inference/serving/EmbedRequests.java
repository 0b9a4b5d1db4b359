package io.aifactory.inference.serving;

import io.aifactory.contracts.error.ErrorCode;
import io.aifactory.contracts.error.FactoryException;
import io.aifactory.contracts.limits.Limits;
import io.aifactory.contracts.worker.v1.EmbedRequest;
import io.aifactory.contracts.worker.v1.TokenList;
import io.aifactory.inference.embedding.EmbeddingSpec;
import java.util.List;

/** Checks a request against the model that is to answer it. A pure function. */
final class EmbedRequests {
    private EmbedRequests() {}

    /**
     * @param vocabulary ids are below it
     * @param inputTokens of one input
     * @throws FactoryException {@code INVALID_REQUEST}, {@code LIMIT_EXCEEDED} or {@code
     *     CONTEXT_LENGTH_EXCEEDED}, naming the field
     */
    static EmbeddingSpec check(EmbedRequest request, int vocabulary, int inputTokens) {
        GenerateRequests.checkId(request.getRequestId());
        List<TokenList> inputs = request.getInputsList();
        if (inputs.isEmpty()) {
            throw invalid("inputs", "must hold at least one input");
        }
        if (inputs.size() > Limits.EMBEDDING_INPUTS) {
            throw tooMany("%d inputs; the limit is %d", inputs.size(), Limits.EMBEDDING_INPUTS);
        }
        long tokens = inputs.stream().mapToLong(TokenList::getTokensCount).sum();
        if (tokens > Limits.EMBEDDING_TOKENS) {
            throw tooMany("%d tokens; the limit is %d", tokens, Limits.EMBEDDING_TOKENS);
        }
        for (int i = 0; i < inputs.size(); i++) {
            check("inputs[" + i + "]", inputs.get(i).getTokensList(), vocabulary, inputTokens);
        }
        return new EmbeddingSpec(
                request.getRequestId(),
                inputs.stream()
                        .map(TokenList::getTokensList)
                        .map(ids -> ids.stream().mapToInt(Integer::intValue).toArray())
                        .toList());
    }

    private static void check(String field, List<Integer> ids, int vocabulary, int inputTokens) {
        if (ids.isEmpty()) {
            throw invalid(field, "must hold at least one token");
        }
        if (ids.size() > inputTokens) {
            throw new FactoryException(
                            ErrorCode.CONTEXT_LENGTH_EXCEEDED,
                            "%s has %d tokens; the model takes at most %d for one input."
                                    .formatted(field, ids.size(), inputTokens))
                    .withParameter(field);
        }
        GenerateRequests.checkTokens(field, ids, vocabulary);
    }

    private static FactoryException tooMany(String what, long found, long limit) {
        return new FactoryException(
                        ErrorCode.LIMIT_EXCEEDED,
                        "inputs holds " + what.formatted(found, limit) + ".")
                .withParameter("inputs");
    }

    private static FactoryException invalid(String field, String problem) {
        return new FactoryException(ErrorCode.INVALID_REQUEST, field + " " + problem + ".")
                .withParameter(field);
    }
}
