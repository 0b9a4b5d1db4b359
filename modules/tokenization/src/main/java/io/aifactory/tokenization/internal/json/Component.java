package io.aifactory.tokenization.internal.json;

import com.fasterxml.jackson.databind.JsonNode;
import io.aifactory.tokenization.InvalidTokenizerException;
import io.aifactory.tokenization.internal.text.WellFormed;
import java.util.ArrayList;
import java.util.List;

/** A part of the file that knows its place, so that errors can name it. */
record Component(String path, JsonNode node) {
    static final String FILE = "tokenizer.json";
    private static final int SHORT_TEXT = 1_024;

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
        return wellFormed(node.textValue());
    }

    /** The text itself; half a character makes no token and no pattern. */
    String wellFormed(String text) {
        if (!WellFormed.test(text)) {
            throw invalid("must be well-formed Unicode");
        }
        return text;
    }

    /** A text of limited length, for what is put into other texts. */
    String shortText() {
        String text = text();
        if (text.length() > SHORT_TEXT) {
            throw invalid("has " + text.length() + " characters; the limit is " + SHORT_TEXT);
        }
        return text;
    }

    double number() {
        if (!node.isNumber() || !Double.isFinite(node.doubleValue())) {
            throw invalid("must be a finite number");
        }
        return node.doubleValue();
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

    InvalidTokenizerException invalid(String problem, Throwable cause) {
        return new InvalidTokenizerException(
                FILE, path.isEmpty() ? "the document" : path, problem, cause);
    }

    InvalidTokenizerException invalid(String problem) {
        return new InvalidTokenizerException(FILE, path.isEmpty() ? "the document" : path, problem);
    }

    InvalidTokenizerException unsupported() {
        return invalid("of type '" + type() + "' is not supported");
    }
}
