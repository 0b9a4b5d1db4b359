package io.aifactory.languagemodel.config;

import com.fasterxml.jackson.databind.JsonNode;
import io.aifactory.languagemodel.ModelFormatException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The keys of a {@code config.json}, read with their types. Null counts as absent.
 *
 * @param root a JSON object
 */
record ConfigKeys(JsonNode root) {
    boolean has(String key) {
        return root.hasNonNull(key);
    }

    int integer(String key, int absent) {
        return has(key) ? integer(key) : absent;
    }

    int integer(String key) {
        JsonNode value = root.path(key);
        if (!value.isIntegralNumber() || !value.canConvertToInt()) {
            throw bad("needs a whole number at " + key);
        }
        return value.intValue();
    }

    double real(String key, double absent) {
        return has(key) ? real(key) : absent;
    }

    double real(String key) {
        JsonNode value = root.path(key);
        if (!value.isNumber() || !Double.isFinite(value.doubleValue())) {
            throw bad("needs a number at " + key);
        }
        return value.doubleValue();
    }

    boolean flag(String key, boolean absent) {
        JsonNode value = root.path(key);
        if (!has(key)) {
            return absent;
        }
        if (!value.isBoolean()) {
            throw bad("needs true or false at " + key);
        }
        return value.booleanValue();
    }

    String text(String key, String absent) {
        JsonNode value = root.path(key);
        if (!has(key)) {
            return absent;
        }
        if (!value.isTextual()) {
            throw bad("needs a text at " + key);
        }
        return value.textValue();
    }

    /** Numbers of an array, or a single one; empty where absent. */
    Optional<List<Integer>> integers(String key) {
        if (!has(key)) {
            return Optional.empty();
        }
        JsonNode value = root.get(key);
        List<Integer> numbers = new ArrayList<>();
        for (JsonNode number : value.isArray() ? value : List.of(value)) {
            if (!number.canConvertToInt() || !number.isIntegralNumber()) {
                throw bad("has a " + key + " that is not a number");
            }
            numbers.add(number.intValue());
        }
        return Optional.of(numbers);
    }

    /** Texts of an array; empty where absent. */
    Optional<List<String>> texts(String key) {
        if (!has(key)) {
            return Optional.empty();
        }
        List<String> texts = new ArrayList<>();
        for (JsonNode text : root.get(key)) {
            texts.add(text.asText());
        }
        return Optional.of(texts);
    }

    /** The object under a key; an empty one where absent. */
    ConfigKeys object(String key) {
        JsonNode value = root.path(key);
        if (has(key) && !value.isObject()) {
            throw bad("needs an object at " + key);
        }
        return new ConfigKeys(value);
    }

    /**
     * @throws ModelFormatException if the key is there and true: it changes the mathematics
     */
    void refuse(String key) {
        if (flag(key, false)) {
            throw bad("asks for " + key + ", which is not supported");
        }
    }

    static ModelFormatException bad(String fault) {
        return new ModelFormatException("config.json " + fault);
    }
}
