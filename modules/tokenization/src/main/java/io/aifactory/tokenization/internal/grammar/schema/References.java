package io.aifactory.tokenization.internal.grammar.schema;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/** Local references: {@code #} and JSON pointers after it. */
final class References {
    private final JsonNode root;

    References(JsonNode root) {
        this.root = root;
    }

    /** What a {@code $ref} means; the new place is as deep as the old one. */
    Place follow(Place from, JsonNode reference) {
        String text = reference.asText();
        if (!reference.isTextual() || !(text.equals("#") || text.startsWith("#/"))) {
            throw from.problem("'$ref' must be '#' or begin with '#/'; move the schema to '$defs'");
        }
        try {
            String pointer =
                    URLDecoder.decode(
                            text.substring(1).replace("+", "%2B"), StandardCharsets.UTF_8);
            JsonNode target = root.at(JsonPointer.compile(pointer));
            if (!target.isMissingNode()) {
                return new Place(target, "#" + pointer, from.depth());
            }
        } catch (IllegalArgumentException _) {
            // Answered below: what cannot be read leads nowhere either.
        }
        throw from.problem("'$ref' leads to no schema; define it under '$defs'");
    }
}
