package io.aifactory.scheduler.openai;

import com.fasterxml.jackson.databind.JsonNode;
import io.aifactory.contracts.error.ErrorCode;
import io.aifactory.contracts.error.FactoryException;
import io.aifactory.contracts.limits.Limits;
import io.aifactory.scheduler.models.ServedModel;
import io.aifactory.tokenization.Tokenizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** One prompt of a completion request. */
sealed interface Prompt {
    /** Written out. */
    record Text(String text) implements Prompt {}

    /** As token ids. */
    record Tokens(List<Integer> ids) implements Prompt {}

    /** Reads {@code string | string[] | int[] | int[][]}. */
    static List<Prompt> read(JsonFields fields) {
        JsonNode node =
                fields.value("prompt").orElseThrow(() -> fields.invalid("prompt", "is missing"));
        if (node.isTextual()) {
            return List.of(new Text(node.textValue()));
        }
        if (!node.isArray() || node.isEmpty()) {
            throw malformed(fields);
        }
        if (node.get(0).isNumber()) {
            return List.of(tokens(node, fields));
        }
        if (node.size() > Limits.PROMPTS) {
            throw new FactoryException(
                            ErrorCode.LIMIT_EXCEEDED,
                            "'prompt' may have at most "
                                    + Limits.PROMPTS
                                    + " prompts, not "
                                    + node.size())
                    .withParameter("prompt");
        }
        List<Prompt> prompts = new ArrayList<>();
        boolean text = node.get(0).isTextual();
        for (JsonNode element : node) {
            if (text ? !element.isTextual() : !element.isArray()) {
                throw malformed(fields);
            }
            prompts.add(text ? new Text(element.textValue()) : tokens(element, fields));
        }
        return prompts;
    }

    /**
     * Its token ids for this model; never empty. A text gets the tokens that the model expects
     * before one, as its tokenizer's post-processor says; ids are taken as they are.
     */
    default int[] encode(ServedModel model) {
        int[] ids =
                switch (this) {
                    case Text(String text) -> begun(model.tokenizer(), text);
                    case Tokens(List<Integer> given) ->
                            given.stream().mapToInt(id -> checked(id, model)).toArray();
                };
        if (ids.length > 0) {
            return ids;
        }
        // An empty prompt asks for a new document, and documents begin after an end token.
        return new int[] {
            model.endToken()
                    .orElseThrow(() ->
                            new FactoryException(
                                            ErrorCode.INVALID_REQUEST,
                                            "'prompt' is empty, and this model has no"
                                                    + " token to begin with")
                                    .withParameter("prompt"))
        };
    }

    private static int[] begun(Tokenizer tokenizer, String text) {
        return IntStream.concat(
                        Arrays.stream(tokenizer.frame().before()),
                        Arrays.stream(tokenizer.encode(text)))
                .toArray();
    }

    private static int checked(int id, ServedModel model) {
        if (id >= 0 && id < model.vocabulary()) {
            return id;
        }
        throw new FactoryException(
                        ErrorCode.INVALID_REQUEST,
                        "'prompt' has token id "
                                + id
                                + "; the model's ids are 0 to "
                                + (model.vocabulary() - 1))
                .withParameter("prompt");
    }

    private static Tokens tokens(JsonNode array, JsonFields fields) {
        List<Integer> ids = new ArrayList<>(array.size());
        for (JsonNode id : array) {
            if (!id.isInt()) {
                throw malformed(fields);
            }
            ids.add(id.intValue());
        }
        return new Tokens(ids);
    }

    private static FactoryException malformed(JsonFields fields) {
        return fields.invalid(
                "prompt", "must be a string, an array of strings, or one or more arrays of ids");
    }
}
