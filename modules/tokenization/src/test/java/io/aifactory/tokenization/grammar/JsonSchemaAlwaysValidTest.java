package io.aifactory.tokenization.grammar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class JsonSchemaAlwaysValidTest {
    @Property(tries = 400)
    void whateverAModelSaysUnderTheMaskIsValid(
            @ForAll long seed, @ForAll Walks.Mood mood, @ForAll @IntRange(max = 120) int talk) {
        // Given
        Random random = new Random(seed);
        String schema = new RandomSchemas(random).next().toString();
        TokenGrammar grammar = SmallVocabulary.schema(schema);

        // When
        String answer = Walks.answer(grammar, mood, talk, random);

        // Then
        assertEquals(List.of(), new SchemaOracle(schema).problems(answer), schema + "\n" + answer);
    }

    @Property(tries = 60)
    void anyObjectIsAnObject(@ForAll long seed, @ForAll Walks.Mood mood) {
        // Given
        TokenGrammar grammar = SmallVocabulary.compiler().compile(new Grammar.JsonObject());

        // When
        String answer = Walks.answer(grammar, mood, 200, new Random(seed));

        // Then
        assertTrue(SchemaOracle.parse(answer).isObject(), answer);
    }
}
