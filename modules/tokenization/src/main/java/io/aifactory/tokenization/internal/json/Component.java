package io.aifactory.tokenization.internal.json;

import com.fasterxml.jackson.databind.JsonNode;
import io.aifactory.tokenization.InvalidTokenizerException;
import java.util.ArrayList;
import java.util.List;

/** A part of the file that knows its place, so that errors can name it. */
record Component(String path, JsonNode node) {
    boolean isAbsent() {
        return node.isMissingNode() || node.isNull();
    }

    Component get(String name) {
        return new Component(path.isEmpty() ? name : path + "." + name, node.path(name));
    }

    List<Component> elements() {
        if (!node.isArray()) {
            throw invalid("must be an array");
        }
        List<Component> elements = new ArrayList<>(node.size());
        for (int i = 0; i < node.size(); i++) {
            elements.add(new Component(path + "[" + i + "]", node.get(i)));
        }
        return elements;
    }

    String type() {
        return get("type").text();
    }

    String text() {
        if (!node.isTextual()) {
            throw invalid("must be a text");
        }
        return node.textValue();
    }

    String text(String otherwise) {
        return isAbsent() ? otherwise : text();
    }

    char character() {
        String text = text();
        if (text.length() != 1) {
            throw invalid("must be one character");
        }
        return text.charAt(0);
    }

    boolean flag(boolean otherwise) {
        if (isAbsent()) {
            return otherwise;
        }
        if (!node.isBoolean()) {
            throw invalid("must be true or false");
        }
        return node.booleanValue();
    }

    /** A number from 0 up to, and not including, a bound. */
    int numberBelow(int bound) {
        if (!node.isIntegralNumber() || !node.canConvertToInt()) {
            throw invalid("must be a whole number");
        }
        if (node.intValue() < 0 || node.intValue() >= bound) {
            throw invalid("is " + node.intValue() + "; it must be from 0 to " + (bound - 1));
        }
        return node.intValue();
    }

    InvalidTokenizerException invalid(String problem) {
        return new InvalidTokenizerException(path.isEmpty() ? "the document" : path, problem);
    }

    InvalidTokenizerException unsupported() {
        return invalid("of type '" + type() + "' is not supported");
    }
}
