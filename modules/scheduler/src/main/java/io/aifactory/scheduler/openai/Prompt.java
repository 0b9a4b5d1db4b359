package io.aifactory.scheduler.openai;

import com.fasterxml.jackson.databind.JsonNode;
import io.aifactory.contracts.error.ErrorCode;
import io.aifactory.contracts.error.FactoryException;
import io.aifactory.scheduler.models.ServedModel;
import io.aifactory.tokenization.Tokenizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** One prompt of a completion request, or one input of a request for embeddings. */
sealed interface Prompt {
    /** Written out. */
    record Text(String text) implements Prompt {}

    /** As token ids. */
    record Tokens(List<Integer> ids) implements Prompt {}

    /**
     * Reads {@code string | string[] | int[] | int[][]}.
     *
     * @param name of the parameter
     * @param most how many there may be
     */
    static List<Prompt> read(JsonFields fields, String name, int most) {
        JsonNode node = fields.value(name).orElseThrow(() -> fields.invalid(name, "is missing"));
        if (node.isTextual()) {
            return List.of(new Text(node.textValue()));
        }
        if (!node.isArray() || node.isEmpty()) {
            throw malformed(fields, name);
        }
        if (node.get(0).isNumber()) {
            return List.of(tokens(node, fields, name));
        }
        if (node.size() > most) {
            throw new FactoryException(
                            ErrorCode.LIMIT_EXCEEDED,
                            "'%s' may have at most %d %ss, not %d"
                                    .formatted(name, most, name, node.size()))
                    .withParameter(name);
        }
        List<Prompt> prompts = new ArrayList<>();
        boolean text = node.get(0).isTextual();
        for (JsonNode element : node) {
            if (text ? !element.isTextual() : !element.isArray()) {
                throw malformed(fields, name);
            }
            prompts.add(text ? new Text(element.textValue()) : tokens(element, fields, name));
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
                    case Tokens(List<Integer> given) -> checked(given, model, "prompt");
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

    /**
     * As an input of an embedding model: a text stands in the frame that its tokenizer's
     * post-processor describes ({@code [CLS] … [SEP]}); ids are taken as they are.
     *
     * @param name of the parameter
     * @return empty only if it is empty itself
     */
    default int[] framed(ServedModel model, String name) {
        return switch (this) {
            case Text(String text) ->
                    text.isEmpty() ? new int[0] : model.tokenizer().encodeFramed(text);
            case Tokens(List<Integer> given) -> checked(given, model, name);
        };
    }

    private static int[] begun(Tokenizer tokenizer, String text) {
        return IntStream.concat(
                        Arrays.stream(tokenizer.frame().before()),
                        Arrays.stream(tokenizer.encode(text)))
                .toArray();
    }

    private static int[] checked(List<Integer> ids, ServedModel model, String name) {
        for (int id : ids) {
            if (id < 0 || id >= model.vocabulary()) {
                throw new FactoryException(
                                ErrorCode.INVALID_REQUEST,
                                "'%s' has token id %d; the model's ids are 0 to %d"
                                        .formatted(name, id, model.vocabulary() - 1))
                        .withParameter(name);
            }
        }
        return ids.stream().mapToInt(Integer::intValue).toArray();
    }

    private static Tokens tokens(JsonNode array, JsonFields fields, String name) {
        List<Integer> ids = new ArrayList<>(array.size());
        for (JsonNode id : array) {
            if (!id.isInt()) {
                throw malformed(fields, name);
            }
            ids.add(id.intValue());
        }
        return new Tokens(ids);
    }

    private static FactoryException malformed(JsonFields fields, String name) {
        return fields.invalid(
                name, "must be a string, an array of strings, or one or more arrays of ids");
    }
}
