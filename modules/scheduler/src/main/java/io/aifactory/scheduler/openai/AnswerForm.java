package io.aifactory.scheduler.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aifactory.contracts.error.ErrorCode;
import io.aifactory.contracts.error.FactoryException;
import io.aifactory.tokenization.grammar.Grammar;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a request says its answers must look like: the OpenAI API's {@code response_format}, vLLM's
 * {@code structured_outputs}, or its older {@code guided_json}, {@code guided_regex} and {@code
 * guided_choice}.
 *
 * @param parameter that says so
 */
record AnswerForm(String parameter, Grammar grammar) {
    private static final int NAME_CHARACTERS = 64;

    /**
     * The one form of a request; empty for any text.
     *
     * @throws FactoryException INVALID_REQUEST or UNSUPPORTED, naming the parameter
     */
    static Optional<AnswerForm> read(JsonFields fields) {
        List<AnswerForm> forms = new ArrayList<>();
        fields.object("response_format").flatMap(AnswerForm::responseFormat).ifPresent(forms::add);
        fields.object("structured_outputs").map(AnswerForm::structured).ifPresent(forms::add);
        addEach(forms, fields, "guided_");
        requireOne(forms);
        return forms.stream().findFirst();
    }

    private static void requireOne(List<AnswerForm> forms) {
        if (forms.size() > 1) {
            String second = forms.get(1).parameter();
            throw new FactoryException(
                            ErrorCode.INVALID_REQUEST,
                            "'%s' is a second form of the answer beside '%s'; leave one of them out"
                                    .formatted(second, forms.getFirst().parameter()))
                    .withParameter(second);
        }
    }

    private static Optional<AnswerForm> responseFormat(JsonFields format) {
        String type = format.text("type").orElseThrow(() -> format.invalid("type", "is missing"));
        return switch (type) {
            case "text" -> Optional.empty();
            case "json_object" ->
                    Optional.of(new AnswerForm(format.path("type"), new Grammar.JsonObject()));
            case "json_schema" ->
                    Optional.of(
                            jsonSchema(
                                    format.object("json_schema")
                                            .orElseThrow(() ->
                                                    format.invalid("json_schema", "is missing"))));
            default ->
                    throw format.invalid(
                            "type", "must be \"text\", \"json_object\" or \"json_schema\"");
        };
    }

    /** An answer is held to its schema whether {@code strict} is true or not. */
    private static AnswerForm jsonSchema(JsonFields named) {
        String name = named.text("name").orElse("");
        if (name.isEmpty() || name.length() > NAME_CHARACTERS) {
            throw named.invalid("name", "must have 1 to " + NAME_CHARACTERS + " characters");
        }
        named.flag("strict");
        return named.object("schema").isPresent()
                ? schema(named, "schema")
                : new AnswerForm(named.path("schema"), new Grammar.JsonObject());
    }

    private static AnswerForm structured(JsonFields wish) {
        List<AnswerForm> forms = new ArrayList<>();
        addEach(forms, wish, "");
        if (wish.flag("json_object")) {
            forms.add(new AnswerForm(wish.path("json_object"), new Grammar.JsonObject()));
        }
        refuse(wish, "structural_tag");
        List.of("disable_any_whitespace", "disable_additional_properties")
                .forEach(name -> {
                    if (wish.flag(name)) {
                        refuse(wish, name);
                    }
                });
        if (forms.isEmpty()) {
            throw wish.invalid("json", "is missing, and so are 'regex' and 'choice'");
        }
        requireOne(forms);
        return forms.getFirst();
    }

    private static void addEach(List<AnswerForm> forms, JsonFields fields, String prefix) {
        if (fields.value(prefix + "json").isPresent()) {
            forms.add(schema(fields, prefix + "json"));
        }
        fields.text(prefix + "regex")
                .map(Grammar.Regex::new)
                .map(regex -> new AnswerForm(fields.path(prefix + "regex"), regex))
                .ifPresent(forms::add);
        fields.value(prefix + "choice")
                .map(texts -> choice(fields, prefix + "choice", texts))
                .ifPresent(forms::add);
        refuse(fields, prefix + "grammar");
        refuse(fields, prefix + "whitespace_pattern");
    }

    private static void refuse(JsonFields fields, String name) {
        if (fields.value(name).isPresent()) {
            throw fields.unsupported(name, "describe the answer as 'json', 'regex' or 'choice'");
        }
    }

    /** An object, or its text. */
    private static AnswerForm schema(JsonFields fields, String name) {
        JsonNode node = fields.value(name).orElseThrow();
        if (!(node instanceof ObjectNode) && !node.isTextual()) {
            throw fields.invalid(name, "must be a JSON Schema");
        }
        String text = node.isTextual() ? node.textValue() : node.toString();
        return new AnswerForm(fields.path(name), new Grammar.JsonSchema(text));
    }

    private static AnswerForm choice(JsonFields fields, String name, JsonNode texts) {
        List<String> alternatives = new ArrayList<>();
        texts.forEach(text -> alternatives.add(text.isTextual() ? text.textValue() : ""));
        if (!texts.isArray() || alternatives.isEmpty() || alternatives.contains("")) {
            throw fields.invalid(name, "must be a non-empty array of non-empty strings");
        }
        return new AnswerForm(fields.path(name), new Grammar.Choice(alternatives));
    }
}
