package io.aifactory.tokenization.grammar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonSchemaKeywordsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '§',
            quoteCharacter = '`',
            value = {
                "{\"type\":\"integer\"} § -12 § 1.0",
                "{\"type\":\"number\"} § -0.5e+10 § 01",
                "{\"type\":\"integer\",\"minimum\":-3,\"exclusiveMaximum\":12} § 11 § 12",
                "{\"type\":\"integer\",\"minimum\":-3,\"exclusiveMaximum\":12} § -3 § -4",
                "{\"type\":\"integer\",\"minimum\":1000} § 123456789 § 999",
                "{\"type\":\"number\",\"exclusiveMinimum\":0} § 0.001 § 0.0",
                "{\"type\":\"number\",\"minimum\":-1,\"maximum\":1} § -1.00 § 1.01",
                "{\"type\":\"string\",\"minLength\":2,\"maxLength\":2} § \"é😀\" § \"abc\"",
                "{\"type\":\"string\"} § \"\\uD83D\\uDE00\\/\" § \"\\uD83Dx\"",
                "{\"type\":\"string\"} § \"\\ud7ff\\uE000\" § \"\\uDE00\"",
                "{\"type\":\"string\",\"pattern\":\"b+\"} § \"abba\" § \"aa\"",
                "{\"type\":\"string\",\"pattern\":\"^a|b$\"} § \"xb\" § \"bx\"",
                "{\"type\":\"string\",\"pattern\":\"^.\\\\n$\"} § \"x\\n\" § \"xn\"",
                "{\"type\":\"string\",\"format\":\"date\"} § \"2024-02-29\" § \"2023-02-29\"",
                "{\"type\":\"string\",\"format\":\"date\",\"pattern\":\"^19\"} § \"1999-12-31\" § \"2001-01-01\"",
                "{\"enum\":[\"a\",1,null,{\"x\":[1]}]} § {\"x\":[1]} § {\"x\":[2]}",
                "{\"enum\":[\"a\",1,null],\"type\":[\"string\",\"null\"]} § null § 1",
                "{\"type\":\"string\",\"nullable\":true} § null § 1",
                "{\"type\":\"object\"} § {\"any\":[{}]} § []",
                "{\"properties\":{\"a\":{},\"b\":{}},\"required\":[\"b\"]} § {\"b\":1} § {\"a\":1}",
                "{\"properties\":{\"a\":{},\"b\":{}}} § {\"a\":1,\"b\":2} § {\"b\":1,\"a\":1}",
                "{\"properties\":{\"a\":{}}} § {} § {\"c\":1}",
                "{\"properties\":{\"a\":{}},\"additionalProperties\":true} § {\"a\":1,\"ab\":1} § {\"b\":1,\"a\":1}",
                "{\"required\":[\"z\"]} § {\"z\":0} § {}",
                "{\"type\":\"array\",\"prefixItems\":[{\"const\":1}],\"items\":false} § [1] § [1,1]",
                "{\"type\":\"array\",\"items\":{\"const\":1},\"minItems\":2,\"maxItems\":3} § [1,1] § [1]",
                "{\"anyOf\":[{\"type\":\"integer\"},{\"type\":\"number\",\"minimum\":5}]} § 5.5 § 4.5",
                "{\"properties\":{\"a\":{},\"b\":{}},\"anyOf\":[{\"required\":[\"a\"]},{\"required\":[\"b\"]}]} § {\"b\":1} § {}",
                "{\"allOf\":[{\"type\":[\"integer\",\"string\"],\"minimum\":2},{\"maximum\":4,\"type\":\"number\"}]} § 3 § 5",
                "{\"$defs\":{\"a\":{\"const\":1}},\"$ref\":\"#/$defs/a\",\"description\":\"d\"} § 1 § 2",
                "{\"properties\":{\"n\":{\"$ref\":\"#\"}}} § {\"n\":{\"n\":{}}} § {\"n\":1}",
                "{\"definitions\":{\"a/b~\":{\"const\":1}},\"$ref\":\"#/definitions/a~1b~0\"} § 1 § 2",
                "true § [null] § [,]",
                "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"null\"}}} § { \"a\": null } § {  \"a\":null}"
            })
    void acceptsTheOneAndNotTheOther(String schema, String yes, String no) {
        // Given
        TokenGrammar grammar = SmallVocabulary.schema(schema);

        // When / Then
        assertTrue(SmallVocabulary.accepts(grammar, yes), yes);
        assertFalse(SmallVocabulary.accepts(grammar, no), no);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '§',
            quoteCharacter = '`',
            value = {
                "{\"not\":{}} § # § 'not'",
                "{\"properties\":{\"a\":{\"requird\":[]}}} § #/properties/a § 'requird'",
                "{\"type\":\"array\",\"uniqueItems\":true} § # § 'uniqueItems'",
                "{\"type\":\"number\",\"multipleOf\":0.1} § # § 'multipleOf'",
                "{\"patternProperties\":{}} § # § 'patternProperties'",
                "{\"type\":\"text\"} § # § 'type'",
                "{\"type\":\"number\",\"minimum\":0.5} § # § whole numbers",
                "{\"items\":{\"pattern\":\"a(\"}} § #/items/pattern § offset 2",
                "{\"$ref\":\"http://example.org/x\"} § # § '$ref'",
                "{\"properties\":{\"a\":{\"$ref\":\"#/$defs/no\"}}} § #/properties/a § leads to no schema",
                "{\"oneOf\":[{\"type\":\"integer\"},{\"type\":\"number\"}]} § # § may both hold",
                "{\"enum\":[\"a\"],\"minLength\":3} § # § beside 'type' alone",
                "{\"minLength\":5000} § # § 2000",
                "{\"minLength\":3,\"maxLength\":2} § # § below",
                "{\"enum\":[]} § # § 'enum'",
                "{\"anyOf\":[{\"$ref\":\"#\"},{\"type\":\"null\"}]} § #/anyOf/0 § before anything is written",
                "{\"$ref\":\"#\"} § # § before anything is written",
                "{\"$defs\":{\"a\":{\"$ref\":\"#/$defs/b\"},\"b\":{\"$ref\":\"#/$defs/a\"}},\"items\":{\"$ref\":\"#/$defs/a\"}} § #/$defs/a § refers only to itself",
                "{\"properties\":{\"n\":{\"$ref\":\"#\"}},\"required\":[\"n\"]} § # § nothing can ever satisfy",
                "{\"required\":[\"n\"],\"additionalProperties\":false} § # § nothing can ever satisfy",
                "false § # § nothing can ever satisfy",
                "[1] § the schema § object",
                "{\"a\" § the schema § line 1",
                "{\"type\":1,\"type\":2} § the schema § repeats"
            })
    void refusesWithThePlaceAndTheReason(String schema, String location, String reason) {
        // When
        InvalidGrammarException refused =
                assertThrows(InvalidGrammarException.class, () -> SmallVocabulary.schema(schema));

        // Then
        assertEquals(location, refused.location(), refused.getMessage());
        assertTrue(String.valueOf(refused.getMessage()).contains(reason), refused.getMessage());
    }

    @Test
    void whiteSpaceIsBounded() {
        // Given
        GrammarCompiler compact =
                new GrammarCompiler(
                        SmallVocabulary.PREPARED, GrammarLimits.DEFAULT.withWhitespace(0));
        GrammarCompiler roomy =
                new GrammarCompiler(
                        SmallVocabulary.PREPARED, GrammarLimits.DEFAULT.withWhitespace(3));
        Grammar grammar = new Grammar.JsonSchema("{\"type\":\"array\",\"items\":{\"const\":1}}");

        // When / Then
        assertFalse(SmallVocabulary.accepts(compact.compile(grammar), "[1, 1]"));
        assertTrue(SmallVocabulary.accepts(roomy.compile(grammar), "[\n  1,  1\t\n]"));
        assertFalse(SmallVocabulary.accepts(roomy.compile(grammar), "[1,    1]"));
    }
}
