package io.aifactory.inference.sequence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class StopStringsTest {
    @Test
    void textWithoutStopStringsPassesAtOnce() {
        StopStrings none = new StopStrings(List.of());

        assertEquals("any text", none.accept("any text"));
        assertEquals("", none.finish());
    }

    @Test
    void aStopStringAcrossPiecesIsNeverShown() {
        StopStrings stops = new StopStrings(List.of("END"));

        assertEquals("a", stops.accept("aE"));
        assertEquals("", stops.accept("N"));
        assertEquals("", stops.accept("D and more"));
        assertTrue(stops.found());
        assertEquals("", stops.accept("more"));
        assertEquals("", stops.finish());
    }

    @Test
    void whatLookedLikeAStopStringIsShownOnceItIsNone() {
        StopStrings stops = new StopStrings(List.of("END"));

        assertEquals("", stops.accept("EN"));
        assertEquals("EN", stops.accept("E"));
        assertEquals("E", stops.finish());
        assertFalse(stops.found());
    }

    @Test
    void aBeginningInsideAFailedBeginningIsStillSeen() {
        StopStrings stops = new StopStrings(List.of("aab"));

        assertEquals("", stops.accept("aa"));
        assertEquals("a", stops.accept("a"));
        assertEquals("", stops.accept("b"));
        assertTrue(stops.found());
    }

    @Test
    void theMatchThatEndsFirstCounts() {
        StopStrings stops = new StopStrings(List.of("abcd", "bc"));

        assertEquals("xa", stops.accept("xabcd"));
    }

    @Test
    void oneThatEndsInAPassedPieceDoesNotCountAndOneThatEndsLaterDoes() {
        StopStrings stops = new StopStrings(List.of("END", "aba"));

        assertEquals("xEND", stops.pass("xEND"));
        assertEquals("abab", stops.pass("ababa"));
        assertFalse(stops.found());
        assertEquals("", stops.accept("ba and more"));
        assertTrue(stops.found());
    }

    @Test
    void aShorterOneInsideWhatWasHeldIsNotFoundLate() {
        StopStrings stops = new StopStrings(List.of("abcd", "bc"));

        assertEquals("", stops.pass("abc"));
        assertEquals("abce", stops.accept("e"));
        assertFalse(stops.found());
        assertEquals("xa", stops.accept("xabcd"));
    }

    @Property(tries = 500)
    void theOutcomeDoesNotDependOnThePieces(
            @ForAll("letters") String text,
            @ForAll("stops") List<String> stops,
            @ForAll("cuts") List<Integer> cuts) {
        StopStrings whole = new StopStrings(stops);
        String expected = whole.accept(text) + whole.finish();

        StopStrings pieces = new StopStrings(stops);
        StringBuilder shown = new StringBuilder();
        int from = 0;
        for (int cut : cuts) {
            int to = Math.min(text.length(), from + cut);
            shown.append(pieces.accept(text.substring(from, to)));
            assertTrue(stops.stream().noneMatch(stop -> shown.indexOf(stop) >= 0));
            from = to;
        }
        shown.append(pieces.accept(text.substring(from))).append(pieces.finish());

        assertEquals(expected, shown.toString());
        assertEquals(whole.found(), pieces.found());
        assertEquals(stops.stream().anyMatch(text::contains), whole.found());
    }

    @Provide
    Arbitrary<String> letters() {
        return Arbitraries.strings().withChars('a', 'b').ofMaxLength(20);
    }

    @Provide
    Arbitrary<List<String>> stops() {
        return Arbitraries.strings()
                .withChars('a', 'b')
                .ofMinLength(1)
                .ofMaxLength(5)
                .list()
                .ofMaxSize(4);
    }

    @Provide
    Arbitrary<List<Integer>> cuts() {
        return Arbitraries.integers().between(0, 4).list().ofMaxSize(12);
    }
}
