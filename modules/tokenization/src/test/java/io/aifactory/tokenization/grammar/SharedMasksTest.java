package io.aifactory.tokenization.grammar;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SharedMasksTest {
    @Test
    void placesThatNoTokenCanTellApartShareTheirMask() {
        // Given
        TokenGrammar grammar = SmallVocabulary.schema("{\"type\":\"string\",\"maxLength\":400}");
        GrammarState state = grammar.start().advance('"');
        state.allowed();
        long once = grammar.bytes();

        // When
        for (int i = 0; i < 300; i++) {
            state = state.advance('a');
            state.allowed();
        }

        // Then
        assertEquals(once, grammar.bytes());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[a-c]{0,40}x",
                "(?:é|[0-9]{2}|true){3,30}",
                "(?:abc?){0,25}(?:12|\\{\\})*",
                "[^a]{5,60}"
            })
    void sharedMasksAreExact(String pattern) {
        // Given
        TokenGrammar grammar = SmallVocabulary.regex(pattern);
        Random random = new Random(5);
        for (int walk = 0; walk < 10; walk++) {
            GrammarState state = grammar.start();
            while (!state.complete()) {
                // When
                long[] mask = state.allowed();

                // Then
                long[] exact = new long[mask.length];
                for (int id = 0; id < grammar.vocabularySize(); id++) {
                    exact[id >> 6] |= state.allows(id) ? 1L << id : 0;
                }
                assertArrayEquals(exact, mask);
                var allowed =
                        Walks.ids(mask).stream()
                                .filter(id -> id < SmallVocabulary.SPECIAL)
                                .toList();
                state = state.advance(allowed.get(random.nextInt(allowed.size())));
                if (random.nextInt(200) == 0) {
                    break;
                }
            }
        }
    }

    @Test
    void anyStringIsWorkedOutOnceForAllGrammarsOfAVocabulary() {
        // Given
        GrammarVocabulary vocabulary =
                new GrammarVocabulary(SmallVocabulary.INSTANCE, Set.of(SmallVocabulary.END));
        GrammarCompiler compiler = new GrammarCompiler(vocabulary, GrammarLimits.DEFAULT);
        TokenGrammar one =
                compiler.compile(
                        new Grammar.JsonSchema("{\"properties\":{\"a\":{\"type\":\"string\"}}}"));
        TokenGrammar other =
                compiler.compile(
                        new Grammar.JsonSchema(
                                "{\"type\":\"array\",\"items\":{\"type\":\"string\"}}"));

        // When
        long[] inOne = one.start().after(SmallVocabulary.bytesOf("{\"a\":\"x")).allowed();
        long[] inOther = other.start().after(SmallVocabulary.bytesOf("[\"x")).allowed();

        // Then: alike but for what may follow the string
        int end = SmallVocabulary.bytesOf("\"")[0];
        assertTrue((inOne[0] >>> end & inOther[0] >>> end & 1) != 0);
        assertNotEquals(Arrays.hashCode(inOne), Arrays.hashCode(inOther));
        for (int id = 0; id < vocabulary.size(); id++) {
            GrammarState inside = one.start().after(SmallVocabulary.bytesOf("{\"a\":\"x"));
            assertEquals(inside.allows(id), (inOne[id >> 6] >>> id & 1) != 0);
        }
    }
}
