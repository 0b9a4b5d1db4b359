package io.aifactory.registry.verification;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * The top level of a JSON object whose whole text was found well-formed.
 *
 * @param fields by name, the token with which the value begins
 */
record JsonOutline(Map<String, JsonToken> fields) {
    JsonOutline {
        fields = Map.copyOf(fields);
    }

    /**
     * @throws IOException if it is not a JSON object
     */
    static JsonOutline of(byte[] json) throws IOException {
        Map<String, JsonToken> fields = new HashMap<>();
        try (JsonParser parser = Json.parser(json)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("not a JSON object");
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                fields.put(name, parser.nextToken());
                parser.skipChildren();
            }
            if (parser.nextToken() != null) {
                throw new IOException("something follows the object");
            }
        }
        return new JsonOutline(fields);
    }

    boolean has(String field, JsonToken kind) {
        return fields.get(field) == kind;
    }
}
