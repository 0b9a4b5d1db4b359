package io.aifactory.tokenization.grammar;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import java.util.List;

/** An independent opinion on which documents are valid. */
final class SchemaOracle {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final JsonSchemaFactory FACTORY =
            JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);
    private static final SchemaValidatorsConfig CONFIG =
            SchemaValidatorsConfig.builder()
                    .formatAssertionsEnabled(true)
                    .nullableKeywordEnabled(true)
                    .build();

    private final JsonSchema schema;

    SchemaOracle(String schema) {
        this.schema = FACTORY.getSchema(schema, InputFormat.JSON, CONFIG);
    }

    /** What is wrong with a document; empty if it is valid. */
    List<String> problems(String document) {
        return schema.validate(parse(document)).stream().map(Object::toString).toList();
    }

    static JsonNode parse(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new AssertionError("not JSON: " + json, e);
        }
    }
}
