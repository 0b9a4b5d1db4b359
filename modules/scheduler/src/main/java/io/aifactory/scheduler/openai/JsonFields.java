package io.aifactory.scheduler.openai;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aifactory.contracts.error.ErrorCode;
import io.aifactory.contracts.error.FactoryException;
import io.aifactory.contracts.limits.Limits;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** A JSON object of a request, field by field, with errors that name the parameter. */
final class JsonFields {
    private static final int DEPTH = 64;
    private static final int NUMBER_CHARACTERS = 64;

    /** Enough for a prompt of token ids that fills the body. */
    private static final long JSON_TOKENS = 400_000;

    static final ObjectMapper JSON =
            JsonMapper.builder(
                            JsonFactory.builder()
                                    .streamReadConstraints(
                                            StreamReadConstraints.builder()
                                                    .maxNestingDepth(DEPTH)
                                                    .maxNumberLength(NUMBER_CHARACTERS)
                                                    .maxStringLength(
                                                            (int) Limits.COMPLETION_BODY_BYTES)
                                                    .maxDocumentLength(Limits.COMPLETION_BODY_BYTES)
                                                    .maxTokenCount(JSON_TOKENS)
                                                    .build())
                                    .build())
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    private final ObjectNode object;
    private final String prefix;

    private JsonFields(ObjectNode object, String prefix) {
        this.object = object;
        this.prefix = prefix;
    }

    /** Reads a request body, refusing what is too long before it is parsed. */
    static JsonFields read(InputStream body) throws IOException {
        byte[] bytes = body.readNBytes((int) Limits.COMPLETION_BODY_BYTES + 1);
        if (bytes.length > Limits.COMPLETION_BODY_BYTES) {
            throw new FactoryException(
                    ErrorCode.BODY_TOO_LARGE,
                    "the request body is longer than "
                            + Limits.COMPLETION_BODY_BYTES
                            + " bytes; send a shorter prompt");
        }
        try {
            if (JSON.readTree(bytes) instanceof ObjectNode object) {
                return new JsonFields(object, "");
            }
        } catch (StreamConstraintsException e) {
            throw new FactoryException(
                    ErrorCode.LIMIT_EXCEEDED,
                    "the request body is nested too deeply or has too many or too long values",
                    e);
        } catch (JsonProcessingException e) {
            var place = e.getLocation();
            throw new FactoryException(
                    ErrorCode.INVALID_JSON,
                    "the request body is not valid JSON"
                            + (place == null
                                    ? ""
                                    : " (line "
                                            + place.getLineNr()
                                            + ", column "
                                            + place.getColumnNr()
                                            + ")"),
                    e);
        }
        throw new FactoryException(
                ErrorCode.INVALID_JSON, "the request body must be a JSON object");
    }

    static JsonFields of(ObjectNode object, String prefix) {
        return new JsonFields(object, prefix);
    }

    /** The value; empty if it is absent or null. */
    Optional<JsonNode> value(String name) {
        return Optional.ofNullable(object.get(name)).filter(node -> !node.isNull());
    }

    Optional<String> text(String name) {
        return value(name)
                .map(node -> {
                    if (!node.isTextual()) {
                        throw invalid(name, "must be a string");
                    }
                    return node.textValue();
                });
    }

    boolean flag(String name) {
        Optional<JsonNode> value = value(name);
        if (value.isPresent() && !value.get().isBoolean()) {
            throw invalid(name, "must be true or false");
        }
        return value.isPresent() && value.get().booleanValue();
    }

    OptionalLong integer(String name, long least, long most) {
        Optional<JsonNode> value = value(name);
        if (value.isEmpty()) {
            return OptionalLong.empty();
        }
        JsonNode node = value.get();
        if (!node.isIntegralNumber() || !node.canConvertToLong()) {
            throw invalid(name, "must be an integer between " + least + " and " + most);
        }
        long number = node.longValue();
        if (number < least || number > most) {
            throw invalid(name, "must be between " + least + " and " + most + ", not " + number);
        }
        return OptionalLong.of(number);
    }

    OptionalDouble number(String name, double least, double most) {
        Optional<JsonNode> value = value(name);
        if (value.isEmpty()) {
            return OptionalDouble.empty();
        }
        double number = value.get().isNumber() ? value.get().doubleValue() : Double.NaN;
        if (!(number >= least && number <= most)) {
            throw invalid(name, "must be a number between " + least + " and " + most);
        }
        return OptionalDouble.of(number);
    }

    Optional<JsonFields> object(String name) {
        return value(name)
                .map(node -> {
                    if (node instanceof ObjectNode inner) {
                        return new JsonFields(inner, prefix + name + ".");
                    }
                    throw invalid(name, "must be an object");
                });
    }

    /** The name of a parameter as the caller knows it. */
    String path(String name) {
        return prefix + name;
    }

    FactoryException invalid(String name, String what) {
        return new FactoryException(ErrorCode.INVALID_REQUEST, "'" + path(name) + "' " + what)
                .withParameter(path(name));
    }

    FactoryException unsupported(String name, String instead) {
        return new FactoryException(
                        ErrorCode.UNSUPPORTED,
                        "'" + prefix + name + "' is not supported; " + instead)
                .withParameter(prefix + name);
    }
}
