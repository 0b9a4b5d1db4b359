package io.aifactory.scheduler.openai;

import com.fasterxml.jackson.databind.JsonNode;
import io.aifactory.contracts.error.ErrorCode;
import io.aifactory.contracts.error.FactoryException;
import io.aifactory.contracts.limits.Limits;
import io.aifactory.scheduler.generation.SamplingSettings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * How a request wants its tokens chosen: the OpenAI API's parameters, and vLLM's {@code top_k},
 * {@code min_p}, {@code repetition_penalty}, {@code stop_token_ids} and {@code min_tokens}.
 */
final class SamplingOptions {
    private static final double LARGEST_TEMPERATURE = 2;
    private static final double LARGEST_PENALTY = 2;
    private static final double LARGEST_REPETITION = 100;
    private static final double LARGEST_BIAS = 100;
    private static final int LARGEST_TOP_K = 1 << 20;
    private static final int COMPLETION_LOGPROBS = 5;

    /** Stands for 0, which asks for the most probable token alone. */
    private static final float SMALLEST_TOP_P = 1e-9f;

    private SamplingOptions() {}

    /**
     * @param logprobs alternatives to report, see {@link #chatLogprobs} and {@link
     *     #completionLogprobs}
     */
    static SamplingSettings read(JsonFields fields, OptionalInt logprobs) {
        return new SamplingSettings(
                (float) fields.number("temperature", 0, LARGEST_TEMPERATURE).orElse(1),
                Math.max(SMALLEST_TOP_P, (float) fields.number("top_p", 0, 1).orElse(1)),
                (int) Math.max(0, fields.integer("top_k", -1, LARGEST_TOP_K).orElse(0)),
                (float) fields.number("min_p", 0, 1).orElse(0),
                repetition(fields),
                penalty(fields, "presence_penalty"),
                penalty(fields, "frequency_penalty"),
                bias(fields),
                stopTokens(fields),
                (int) fields.integer("min_tokens", 0, Integer.MAX_VALUE).orElse(0),
                logprobs);
    }

    /** Of {@code logprobs}, true or false, and {@code top_logprobs}, how many alternatives. */
    static OptionalInt chatLogprobs(JsonFields fields) {
        boolean wanted = fields.flag("logprobs");
        int best = (int) fields.integer("top_logprobs", 0, Limits.TOP_LOGPROBS).orElse(0);
        if (best > 0 && !wanted) {
            throw fields.invalid("top_logprobs", "is allowed only with \"logprobs\": true");
        }
        return wanted ? OptionalInt.of(best) : OptionalInt.empty();
    }

    /** Of {@code logprobs}, how many alternatives. */
    static OptionalInt completionLogprobs(JsonFields fields) {
        if (fields.value("logprobs").filter(JsonNode::isBoolean).isPresent()
                && !fields.flag("logprobs")) {
            return OptionalInt.empty();
        }
        var best = fields.integer("logprobs", 0, COMPLETION_LOGPROBS);
        return best.isEmpty() ? OptionalInt.empty() : OptionalInt.of((int) best.getAsLong());
    }

    /** Refuses ids that the model does not have. */
    static void requireTokens(SamplingSettings settings, int vocabulary) {
        settings.logitBias().keySet().forEach(id -> requireToken("logit_bias", id, vocabulary));
        settings.stopTokens().forEach(id -> requireToken("stop_token_ids", id, vocabulary));
    }

    private static void requireToken(String name, int id, int vocabulary) {
        if (id >= vocabulary) {
            throw new FactoryException(
                            ErrorCode.INVALID_REQUEST,
                            "'%s' has token id %d; the model's ids are 0 to %d"
                                    .formatted(name, id, vocabulary - 1))
                    .withParameter(name);
        }
    }

    private static float repetition(JsonFields fields) {
        float penalty =
                (float) fields.number("repetition_penalty", 0, LARGEST_REPETITION).orElse(1);
        if (penalty == 0) {
            throw fields.invalid("repetition_penalty", "must be above 0");
        }
        return penalty;
    }

    private static float penalty(JsonFields fields, String name) {
        return (float) fields.number(name, -LARGEST_PENALTY, LARGEST_PENALTY).orElse(0);
    }

    private static Map<Integer, Float> bias(JsonFields fields) {
        Map<Integer, Float> bias = new HashMap<>();
        JsonNode node = fields.value("logit_bias").orElse(JsonFields.JSON.createObjectNode());
        if (!node.isObject()) {
            throw fields.invalid("logit_bias", "must be an object of token ids and numbers");
        }
        requireAtMost("logit_bias", node.size(), Limits.LOGIT_BIASES);
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            double value =
                    entry.getValue().isNumber() ? entry.getValue().doubleValue() : Double.NaN;
            if (!entry.getKey().matches("\\d{1,9}")) {
                throw fields.invalid("logit_bias", "must have token ids as its keys");
            }
            if (!(Math.abs(value) <= LARGEST_BIAS)) {
                throw fields.invalid("logit_bias", "must have numbers between -100 and 100");
            }
            if (bias.put(Integer.parseInt(entry.getKey()), (float) value) != null) {
                throw fields.invalid("logit_bias", "names a token id twice");
            }
        }
        return bias;
    }

    private static List<Integer> stopTokens(JsonFields fields) {
        List<Integer> ids = new ArrayList<>();
        JsonNode node = fields.value("stop_token_ids").orElse(AnswerShape.array());
        requireAtMost("stop_token_ids", node.size(), Limits.STOP_TOKENS);
        for (JsonNode id : node) {
            ids.add(id.isInt() ? id.intValue() : -1);
        }
        if (!node.isArray() || ids.stream().anyMatch(id -> id < 0)) {
            throw fields.invalid("stop_token_ids", "must be an array of token ids");
        }
        return ids;
    }

    private static void requireAtMost(String name, int count, int limit) {
        if (count > limit) {
            throw new FactoryException(
                            ErrorCode.LIMIT_EXCEEDED,
                            "'%s' has %d entries; the limit is %d".formatted(name, count, limit))
                    .withParameter(name);
        }
    }
}
