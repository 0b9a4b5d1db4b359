package io.aifactory.tokenization.grammar;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MaskTest {
    private static final String TREE =
            """
            {"$defs":{"node":{"type":"object","properties":{"v":{"type":"integer"},
             "l":{"$ref":"#/$defs/node"},"r":{"$ref":"#/$defs/node"}},"required":["v"]}},
             "$ref":"#/$defs/node"}
            """;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                TREE,
                "{\"type\":\"string\"}",
                "{\"type\":\"string\",\"maxLength\":5,\"pattern\":\"^[aé\\\"😀]*$\"}",
                "{\"type\":[\"number\",\"null\",\"string\"]}",
                "{\"type\":\"array\",\"items\":{\"anyOf\":[{\"type\":\"array\",\"items\":{}},"
                        + "{\"type\":\"array\",\"items\":{\"type\":\"integer\"}}]}}",
                "{\"properties\":{\"a\":{\"anyOf\":[{\"enum\":[\"ab\",\"abc\"]},"
                        + "{\"type\":\"string\"}]}},\"additionalProperties\":{\"type\":\"number\"}}"
            })
    void theMaskHasExactlyTheTokensThatAdvance(String schema) {
        // Given
        TokenGrammar grammar = SmallVocabulary.schema(schema);
        Random random = new Random(7);
        for (int walk = 0; walk < 25; walk++) {
            GrammarState state = grammar.start();
            for (int step = 0; step < 40 && !state.ended(); step++) {
                // When
                long[] mask = state.allowed();

                // Then
                List<Integer> allowed = new ArrayList<>();
                for (int id = 0; id < grammar.vocabularySize(); id++) {
                    boolean bit = (mask[id >> 6] >>> id & 1) != 0;
                    assertEquals(bit, state.allows(id), "token " + id + " at step " + step);
                    if (bit) {
                        allowed.add(id);
                        assertTrue(hasSome(state.advance(id).allowed()), "dead after " + id);
                    } else {
                        refuse(state, id);
                    }
                }
                state = state.advance(allowed.get(random.nextInt(allowed.size())));
            }
        }
    }

    private static void refuse(GrammarState state, int id) {
        assertThrows(IllegalArgumentException.class, () -> state.advance(id));
    }

    private static boolean hasSome(long[] mask) {
        for (long word : mask) {
            if (word != 0) {
                return true;
            }
        }
        return false;
    }

    @Test
    void replayingTokensGivesTheStateOfGoingStepByStep() {
        // Given
        TokenGrammar grammar = SmallVocabulary.schema(TREE);
        TokenGrammar elsewhere = SmallVocabulary.schema(TREE);
        int[] tokens = SmallVocabulary.bytesOf("{\"v\":12,\"l\":{\"v\":-3,\"r\":{\"v\":0}}}");

        // When
        GrammarState stepwise = grammar.start();
        for (int i = 0; i < tokens.length; i++) {
            stepwise = stepwise.advance(tokens[i]);
            int[] said = Arrays.copyOf(tokens, i + 1);

            // Then
            assertEquals(stepwise, grammar.start().after(said));
            assertArrayEquals(stepwise.allowed(), elsewhere.start().after(said).allowed());
        }
        assertTrue(stepwise.complete());
    }

    @Test
    void endTokensAreAllowedExactlyWhereTheAnswerMayEnd() {
        // Given
        TokenGrammar grammar = SmallVocabulary.regex("ab?");

        // When
        GrammarState start = grammar.start();
        GrammarState a = start.advance('a');
        GrammarState ended = a.advance(SmallVocabulary.END);

        // Then
        assertEquals(List.of((int) 'a', SmallVocabulary.AB), Walks.ids(start.allowed()));
        assertEquals(
                List.of((int) 'b', SmallVocabulary.END, SmallVocabulary.OTHER_END),
                Walks.ids(a.allowed()));
        assertEquals(
                List.of(SmallVocabulary.END, SmallVocabulary.OTHER_END),
                Walks.ids(ended.allowed()));
        assertTrue(ended.ended());
        refuse(a, SmallVocabulary.SPECIAL);
        refuse(ended, 'b');
    }

    @Test
    void nestingEndsAtTheLimitWithoutADeadEnd() {
        // Given
        TokenGrammar grammar = SmallVocabulary.schema("{\"type\":\"array\"}");
        GrammarState state = grammar.start();
        int depth = 0;

        // When
        while (state.allows('[')) {
            state = state.advance('[');
            depth++;
            assertEquals(
                    state.allows(SmallVocabulary.bytesOf("[")[0]),
                    (state.allowed()['[' >> 6] >>> '[' & 1) != 0);
        }

        // Then
        assertEquals(65, depth);
        assertTrue(state.allows(']'));
        for (; depth > 0; depth--) {
            state = state.advance(']');
        }
        assertTrue(state.accepts());
    }

    @Test
    void masksStayWithinTheirBoundAndAreRightAllTheSame() {
        // Given
        GrammarLimits d = GrammarLimits.DEFAULT;
        GrammarLimits tight =
                new GrammarLimits(
                        d.depth(),
                        d.states(),
                        d.values(),
                        d.patternCharacters(),
                        d.schemaBytes(),
                        d.repetitions(),
                        d.ambiguity(),
                        d.work(),
                        d.whitespace(),
                        400);
        TokenGrammar small =
                new GrammarCompiler(SmallVocabulary.PREPARED, tight)
                        .compile(new Grammar.JsonSchema(TREE));
        TokenGrammar ample = SmallVocabulary.schema(TREE);
        long automaton = small.bytes();

        // When
        int[] tokens = SmallVocabulary.bytesOf("{\"v\":1,\"l\":{\"v\":2,\"l\":{\"v\":3}}}");
        for (int i = 0; i < tokens.length; i++) {
            int[] said = Arrays.copyOf(tokens, i);

            // Then
            assertArrayEquals(
                    ample.start().after(said).allowed(), small.start().after(said).allowed());
            assertTrue(small.bytes() <= automaton + 400);
        }
        assertTrue(ample.bytes() > automaton + 400);
    }
}
