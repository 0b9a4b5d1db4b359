package io.aifactory.schedulercore.routing;

/**
 * What a policy may know of a request before it runs.
 *
 * @param requestId as the client sees it
 * @param tenant who pays
 * @param model served model name
 * @param promptTokens to be computed
 * @param maxTokens upper bound of generated tokens
 */
public record RequestFeatures(
        String requestId, String tenant, String model, int promptTokens, int maxTokens) {}
