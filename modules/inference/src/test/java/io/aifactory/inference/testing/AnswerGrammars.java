package io.aifactory.inference.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import io.aifactory.tokenization.grammar.Grammar;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** A grammar whose answers an independent judge can check. */
public record AnswerGrammars(Grammar grammar) {
    private static final JsonSchemaFactory FACTORY =
            JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);
    private static final SchemaValidatorsConfig CONFIG =
            SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();

    private static final String ORDER =
            """
            {"type":"object","properties":{
              "id":{"type":"string","pattern":"^[a-z]-[0-9]{1,4}$"},
              "customer":{"type":"object","properties":{"name":{"type":"string","maxLength":8},
                "email":{"type":["string","null"],"maxLength":4}},"required":["name","email"]},
              "lines":{"type":"array","maxItems":2,"items":{"type":"object","properties":{
                "count":{"type":"integer","minimum":1,"maximum":100},
                "paid":{"type":"boolean"}},"required":["count","paid"]}},
              "state":{"enum":["new","paid","shipped","returned"]},
              "date":{"type":"string","format":"date"}},
             "required":["id","customer","lines","state","date"]}
            """;

    private static final List<String> SCHEMAS =
            List.of(
                    ORDER,
                    "true",
                    "{\"type\":\"object\"}",
                    "{\"type\":\"string\"}",
                    "{\"type\":\"number\"}",
                    "{\"type\":\"integer\",\"minimum\":-3,\"maximum\":17}",
                    "{\"type\":\"boolean\"}",
                    "{\"type\":\"null\"}",
                    "{\"const\":{\"a\":[1,\"ü\"]}}",
                    "{\"enum\":[\"red\",\"green\",3,null,[true]]}",
                    "{\"type\":\"array\",\"items\":{\"type\":\"integer\"},\"minItems\":2,\"maxItems\":5}",
                    "{\"prefixItems\":[{\"type\":\"string\",\"maxLength\":3},{\"type\":\"boolean\"}],\"items\":false}",
                    "{\"type\":\"string\",\"minLength\":2,\"maxLength\":6}",
                    "{\"type\":\"string\",\"pattern\":\"^a+(b|c)*$\"}",
                    "{\"type\":\"string\",\"format\":\"date-time\"}",
                    "{\"type\":\"string\",\"format\":\"uuid\"}",
                    "{\"type\":\"string\",\"format\":\"ipv4\"}",
                    "{\"properties\":{\"v\":{\"type\":\"number\"},\"children\":{\"type\":\"array\",\"items\":{\"$ref\":\"#\"}}},\"required\":[\"v\"]}",
                    "{\"anyOf\":[{\"type\":\"string\",\"maxLength\":4},{\"type\":\"integer\"}]}",
                    "{\"oneOf\":[{\"properties\":{\"k\":{\"const\":1}},\"required\":[\"k\"]},{\"properties\":{\"k\":{\"const\":2}},\"required\":[\"k\"]}]}",
                    "{\"allOf\":[{\"properties\":{\"a\":{\"type\":\"integer\"}},\"required\":[\"a\"]},{\"properties\":{\"b\":{\"type\":\"null\"}}}]}",
                    "{\"properties\":{\"a\":{\"type\":\"boolean\"}},\"additionalProperties\":{\"type\":\"integer\"}}",
                    "{\"$defs\":{\"p\":{\"type\":\"array\",\"items\":{\"type\":\"boolean\"},\"minItems\":2,\"maxItems\":2}},\"type\":\"array\",\"items\":{\"$ref\":\"#/$defs/p\"},\"maxItems\":3}");

    private static final List<String> PATTERNS =
            List.of(
                    "[A-Z][a-z]+( [a-z]+){0,3}\\.",
                    "\\d{4}-\\d{2}-\\d{2}",
                    "(ja|nein|vielleicht)!*",
                    "[^a-z]{3}é?");

    /** An object with everything in it. */
    public static AnswerGrammars order() {
        return new AnswerGrammars(new Grammar.JsonSchema(ORDER));
    }

    /** A few dozen. */
    public static List<AnswerGrammars> all() {
        List<Grammar> all = new ArrayList<>();
        SCHEMAS.forEach(schema -> all.add(new Grammar.JsonSchema(schema)));
        PATTERNS.forEach(pattern -> all.add(new Grammar.Regex(pattern)));
        all.add(new Grammar.Choice(List.of("positive", "negative", "neutral")));
        all.add(new Grammar.Choice(List.of("a", "ab", "abc", "日本")));
        all.add(new Grammar.JsonObject());
        return all.stream().map(AnswerGrammars::new).toList();
    }

    /** Fails unless the answer is what the grammar describes. */
    public void assertValid(String answer) {
        switch (grammar) {
            case Grammar.JsonSchema(String schema) ->
                    assertEquals(List.of(), problems(schema, answer));
            case Grammar.JsonObject() ->
                    assertEquals(List.of(), problems("{\"type\":\"object\"}", answer));
            case Grammar.Choice(List<String> texts) -> assertTrue(texts.contains(answer), answer);
            case Grammar.Regex(String pattern) ->
                    assertTrue(Pattern.matches(pattern, answer), pattern + "\n" + answer);
        }
    }

    private static List<String> problems(String schema, String answer) {
        return FACTORY
                .getSchema(schema, InputFormat.JSON, CONFIG)
                .validate(answer, InputFormat.JSON)
                .stream()
                .map(problem -> problem + " in " + answer)
                .toList();
    }
}
