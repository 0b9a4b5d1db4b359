package io.aifactory.schedulercore.routing;

import io.aifactory.schedulercore.prefix.PromptBlocks;
import java.util.OptionalInt;

/**
 * What a policy may know of a request before it runs.
 *
 * @param requestId as the client sees it
 * @param tenant who pays
 * @param model served model name
 * @param promptTokens to be computed
 * @param maxTokens upper bound of generated tokens
 * @param blocks of the prompt, as far as its prefixes are known
 * @param slo what it is promised
 * @param expectedOutput tokens that the client says will be generated
 */
public record RequestFeatures(
        String requestId,
        String tenant,
        String model,
        int promptTokens,
        int maxTokens,
        PromptBlocks blocks,
        Slo slo,
        OptionalInt expectedOutput) {
    /** A request without known prefixes, promise or hint. */
    public RequestFeatures(
            String requestId, String tenant, String model, int promptTokens, int maxTokens) {
        this(
                requestId,
                tenant,
                model,
                promptTokens,
                maxTokens,
                PromptBlocks.NONE,
                Slo.NONE,
                OptionalInt.empty());
    }
}
