package io.aifactory.tokenization.internal.grammar.schema;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.aifactory.tokenization.grammar.InvalidGrammarException;
import java.nio.charset.StandardCharsets;

/** Reads the text of a schema; what is too long or nested too deep is refused while reading. */
final class SchemaText {
    /** Two levels of JSON for each schema, and room for values of {@code const}. */
    private static final int NESTING = 200;

    private static final JsonMapper JSON =
            JsonMapper.builder(
                            JsonFactory.builder()
                                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                                    .streamReadConstraints(
                                            StreamReadConstraints.builder()
                                                    .maxNestingDepth(NESTING)
                                                    .maxNumberLength(100)
                                                    .build())
                                    .build())
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    private SchemaText() {}

    static JsonNode read(String text, int maximumBytes) {
        if (text.length() > maximumBytes
                || text.getBytes(StandardCharsets.UTF_8).length > maximumBytes) {
            throw new InvalidGrammarException(
                    "the schema", "is longer than " + maximumBytes + " bytes; use a smaller one");
        }
        try {
            JsonNode node = JSON.readTree(text);
            if (!node.isObject() && !node.isBoolean()) {
                throw new InvalidGrammarException(
                        "the schema", "must be a JSON object, or true or false");
            }
            return node;
        } catch (JsonProcessingException e) {
            JsonLocation at = e.getLocation();
            throw new InvalidGrammarException(
                    "the schema",
                    "is not valid JSON, nests too deep or repeats a name"
                            + (at == null
                                    ? ""
                                    : ": line " + at.getLineNr() + ", column " + at.getColumnNr()));
        }
    }
}
