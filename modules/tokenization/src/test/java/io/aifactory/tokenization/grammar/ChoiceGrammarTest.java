package io.aifactory.tokenization.grammar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ChoiceGrammarTest {
    private static TokenGrammar choice(String... texts) {
        return SmallVocabulary.compiler().compile(new Grammar.Choice(List.of(texts)));
    }

    @Test
    void acceptsExactlyTheTexts() {
        // Given
        TokenGrammar grammar = choice("yes", "yesterday", "no", "日本");

        // When / Then
        for (String text : List.of("yes", "yesterday", "no", "日本")) {
            assertTrue(SmallVocabulary.accepts(grammar, text), text);
        }
        for (String text : List.of("", "y", "yeste", "nope", "日", "Yes")) {
            assertFalse(SmallVocabulary.accepts(grammar, text), text);
        }
    }

    @Test
    void sharesEndingsAsAMinimalAutomatonDoes() {
        // Given / When: the shared ending "-ending" is stored once
        int two = choice("a-ending", "b-ending").states();

        // Then
        assertEquals(9, two);
    }

    @Test
    void isCompleteWhereNothingButTheEndCanFollow() {
        // Given
        TokenGrammar grammar = choice("no", "nothing");

        // When
        GrammarState no = grammar.start().after(SmallVocabulary.bytesOf("no"));
        GrammarState nothing = no.after(SmallVocabulary.bytesOf("thing"));

        // Then
        assertTrue(no.accepts());
        assertFalse(no.complete());
        assertTrue(nothing.complete());
    }

    @Test
    void refusesNoTextsTooManyTextsAndHalfCharacters() {
        String[] many = IntStream.range(0, 2_001).mapToObj(i -> "t" + i).toArray(String[]::new);
        assertThrows(InvalidGrammarException.class, ChoiceGrammarTest::choice);
        assertThrows(InvalidGrammarException.class, () -> choice(many));
        assertThrows(InvalidGrammarException.class, () -> choice("\uD83D"));
    }
}
