package io.aifactory.scheduler.openai;

import com.fasterxml.jackson.databind.JsonNode;
import io.aifactory.contracts.error.ErrorCode;
import io.aifactory.contracts.error.FactoryException;
import io.aifactory.contracts.limits.Limits;
import io.aifactory.scheduler.generation.SamplingSettings;
import io.aifactory.tokenization.grammar.Grammar;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What completions and chat have in common.
 *
 * @param choices sequences per prompt
 * @param maxTokens empty if the request leaves it open
 * @param seed empty if the request has none
 * @param grammar what each answer must be; empty = any text
 * @param priority smaller numbers go first, as in vLLM
 * @param includeUsage a stream ends with a chunk of usage
 */
record GenerationOptions(
        String model,
        int choices,
        OptionalInt maxTokens,
        SamplingSettings sampling,
        OptionalLong seed,
        List<String> stop,
        boolean ignoreEos,
        Optional<Grammar> grammar,
        int priority,
        boolean stream,
        boolean includeUsage) {

    /**
     * @param maxTokenNames parameters that bound the generated tokens; the first that is present
     *     wins
     * @param logprobs alternatives to report with each token; empty = no report
     * @param forms checks what the answers must look like
     */
    static GenerationOptions read(
            JsonFields fields,
            List<String> maxTokenNames,
            OptionalInt logprobs,
            AnswerForms forms) {
        Refusals.check(fields);
        boolean stream = fields.flag("stream");
        var streamOptions = fields.object("stream_options");
        if (streamOptions.isPresent() && !stream) {
            throw fields.invalid("stream_options", "is allowed only with \"stream\": true");
        }
        return new GenerationOptions(
                fields.text("model").orElseThrow(() -> fields.invalid("model", "is missing")),
                (int) fields.integer("n", 1, Limits.CHOICES).orElse(1),
                maxTokens(fields, maxTokenNames),
                SamplingOptions.read(fields, logprobs),
                fields.integer("seed", Long.MIN_VALUE, Long.MAX_VALUE),
                stop(fields),
                fields.flag("ignore_eos"),
                forms.read(fields),
                (int) fields.integer("priority", -Limits.PRIORITY, Limits.PRIORITY).orElse(0),
                stream,
                streamOptions.isPresent() && streamOptions.get().flag("include_usage"));
    }

    private static OptionalInt maxTokens(JsonFields fields, List<String> names) {
        OptionalInt winner = OptionalInt.empty();
        for (String name : names) {
            OptionalLong value = fields.integer(name, 1, Integer.MAX_VALUE);
            if (winner.isEmpty() && value.isPresent()) {
                winner = OptionalInt.of((int) value.getAsLong());
            }
        }
        return winner;
    }

    private static List<String> stop(JsonFields fields) {
        List<String> stops = new ArrayList<>();
        for (JsonNode node :
                fields.value("stop").map(GenerationOptions::elements).orElse(List.of())) {
            if (!node.isTextual() || node.textValue().isEmpty()) {
                throw fields.invalid("stop", "must be a non-empty string or an array of them");
            }
            stops.add(node.textValue());
            if (stops.size() > Limits.STOP_STRINGS
                    || node.textValue().length() > Limits.STOP_STRING_CHARACTERS) {
                throw new FactoryException(
                                ErrorCode.LIMIT_EXCEEDED,
                                "'stop' may have at most "
                                        + Limits.STOP_STRINGS
                                        + " strings of "
                                        + Limits.STOP_STRING_CHARACTERS
                                        + " characters")
                        .withParameter("stop");
            }
        }
        return stops;
    }

    private static List<JsonNode> elements(JsonNode node) {
        List<JsonNode> elements = new ArrayList<>();
        if (node.isArray()) {
            node.forEach(elements::add);
        } else {
            elements.add(node);
        }
        return elements;
    }
}
