package io.aifactory.tokenization.grammar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RegexGrammarTest {
    private static final List<String> TEXTS = texts("ab-", 5);

    @Property(tries = 300)
    void acceptsWhatAnIndependentMatcherAccepts(@ForAll("patterns") String pattern) {
        // Given
        TokenGrammar grammar = SmallVocabulary.regex(pattern);
        Pattern oracle = Pattern.compile(pattern);

        for (String text : TEXTS) {
            // When
            boolean accepted = SmallVocabulary.accepts(grammar, text);

            // Then
            assertEquals(oracle.matcher(text).matches(), accepted, pattern + " on '" + text + "'");
        }
    }

    @Provide
    Arbitrary<String> patterns() {
        Arbitrary<String> atoms =
                Arbitraries.of("a", "b", "-", ".", "[ab]", "[^a]", "\\w", "\\W", "[b-]", "\\x61");
        return pattern(atoms, 3);
    }

    private static Arbitrary<String> pattern(Arbitrary<String> atoms, int depth) {
        if (depth == 0) {
            return atoms;
        }
        Arbitrary<String> inner = Arbitraries.lazy(() -> pattern(atoms, depth - 1));
        Arbitrary<String> quantifiers =
                Arbitraries.of("?", "*", "+", "{2}", "{1,2}", "{0,3}", "{2,}", "*?", "{0}");
        return Arbitraries.oneOf(
                atoms,
                Combinators.combine(inner, inner).as((a, b) -> a + b),
                Combinators.combine(inner, inner).as((a, b) -> "(" + a + "|" + b + ")"),
                Combinators.combine(inner, quantifiers).as((a, q) -> "(?:" + a + ")" + q),
                Combinators.combine(inner, inner).as((a, b) -> "(?:" + a + "|" + b + "|)"));
    }

    private static List<String> texts(String alphabet, int length) {
        List<String> texts = new ArrayList<>(List.of(""));
        for (int from = 0; texts.get(from).length() < length; from++) {
            for (int i = 0; i < alphabet.length(); i++) {
                texts.add(texts.get(from) + alphabet.charAt(i));
            }
        }
        return texts;
    }

    @ParameterizedTest
    @CsvSource({
        "'[à-ÿ]+', 'éè', 'e'",
        "'[日本]{2}', '本日', '日'",
        "'[^a-z]', '😀', 'q'",
        "'.', '\u20AC', ''",
        "'\\u00e9|\\u{1F600}|\\uD83D\\uDE01', '😁', '😂'",
        "'^(?<year>\\d{4})-\\d\\d$', '2026-11', '26-11'",
        "'\\s\\S\\D', ' xy', 'xyz'",
        "'a\\.b', 'a.b', 'axb'",
        "'[\\]\\-\\\\]+', ']-\\', '['"
    })
    void readsClassesEscapesAndCharactersOfSeveralBytes(String pattern, String yes, String no) {
        // Given
        TokenGrammar grammar = SmallVocabulary.regex(pattern);

        // When / Then
        assertTrue(SmallVocabulary.accepts(grammar, yes), yes);
        assertFalse(SmallVocabulary.accepts(grammar, no), no);
    }

    @ParameterizedTest
    @CsvSource({
        "'foo**', 'offset 4'",
        "'a++', 'offset 2'",
        "'(a)\\1', 'offset 5'",
        "'a(?=b)', 'offset 4'",
        "'(?<!x)y', 'offset 4'",
        "'(ab', 'offset 3'",
        "'ab)', 'offset 2'",
        "'[a', 'offset 2'",
        "'[z-a]', 'offset 4'",
        "'[]', 'offset 2'",
        "'a{3,1}', 'offset 6'",
        "'a{99999999999}', 'offset 13'",
        "'{2}', 'offset 0'",
        "'\\p{L}', 'offset 2'",
        "'\\bx', 'offset 2'",
        "'a^b', 'offset 1'",
        "'(a$)b', 'offset 2'",
        "'\\q', 'offset 2'",
        "'\\', 'offset 1'",
        "'\\uD800', 'offset 6'"
    })
    void refusesWhatIsNotRegularOrMalformedAndNamesTheOffset(String pattern, String location) {
        // When
        InvalidGrammarException refused =
                assertThrows(InvalidGrammarException.class, () -> SmallVocabulary.regex(pattern));

        // Then
        assertEquals(location, refused.location(), refused.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"(a{1,1000}){1,1000}", "((a{0,99}){0,99}){0,99}", "(a|b)*a(a|b){24}"})
    void refusesWhatWouldNeedTooManyStates(String pattern) {
        assertThrows(InvalidGrammarException.class, () -> SmallVocabulary.regex(pattern));
    }

    @Test
    void refusesAPatternThatNothingCanMatchWithTheBytesThereAre() {
        // Given
        TokenBytes digitsOnly =
                new TokenBytes() {
                    @Override
                    public int vocabularySize() {
                        return 11;
                    }

                    @Override
                    public byte[] bytes(int id) {
                        return id == 10 ? new byte[0] : new byte[] {(byte) ('0' + id)};
                    }
                };
        GrammarCompiler compiler =
                new GrammarCompiler(
                        new GrammarVocabulary(digitsOnly, Set.of(10)), GrammarLimits.DEFAULT);

        // When / Then
        assertThrows(
                InvalidGrammarException.class, () -> compiler.compile(new Grammar.Regex("[a-z]+")));
        TokenGrammar either = compiler.compile(new Grammar.Regex("[a-z]+|1x|12*"));
        assertEquals(2L, either.start().allowed()[0]);
        assertEquals(4L | 1L << 10, either.start().advance(1).allowed()[0]);
    }
}
