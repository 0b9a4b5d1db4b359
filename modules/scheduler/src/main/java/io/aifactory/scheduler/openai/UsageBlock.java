package io.aifactory.scheduler.openai;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aifactory.economics.cost.Cost;
import io.aifactory.economics.cost.CostModel;
import io.aifactory.scheduler.metering.RequestAccount;

/** The {@code usage} of an answer, with what it cost under the key {@code aifactory}. */
final class UsageBlock {
    private UsageBlock() {}

    static ObjectNode of(RequestAccount account, CostModel costs) {
        ObjectNode usage = JsonFields.JSON.createObjectNode();
        usage.put("prompt_tokens", account.promptTokens());
        usage.put("completion_tokens", account.completionTokens());
        usage.put("total_tokens", account.promptTokens() + account.completionTokens());
        usage.putObject("prompt_tokens_details").put("cached_tokens", account.cachedTokens());
        usage.putObject("completion_tokens_details").put("reasoning_tokens", 0);
        putCost(usage, account, costs);
        return usage;
    }

    /** Of a request for embeddings, which generates nothing. */
    static ObjectNode ofEmbeddings(RequestAccount account, CostModel costs) {
        ObjectNode usage = JsonFields.JSON.createObjectNode();
        usage.put("prompt_tokens", account.promptTokens());
        usage.put("total_tokens", account.promptTokens());
        putCost(usage, account, costs);
        return usage;
    }

    private static void putCost(ObjectNode usage, RequestAccount account, CostModel costs) {
        Cost cost = account.cost(costs);
        usage.putObject("aifactory")
                .put("joules", cost.joules())
                .put("joulesEstimated", account.joulesEstimated())
                .put("money", cost.money())
                .put("currency", costs.currency())
                .put("gCO2", cost.gramsCo2())
                .put("worker", account.workers())
                .put("ttftMs", account.firstTokenMillis())
                .put("itlMs", account.tokenMillis());
    }
}
