package io.aifactory.tokenization.grammar;

/**
 * What a grammar may cost. Time is bounded by counting work, not by a clock, so that the same
 * grammar is accepted on every machine.
 *
 * @param depth levels of nesting: of a schema, of groups in a pattern, and of the JSON an answer
 *     may contain; 1 to 64
 * @param states states of all automata of a grammar together, before they are minimised
 * @param values values of one {@code enum}, texts of one choice, and properties of one object
 * @param patternCharacters length of one pattern in UTF-16 units
 * @param schemaBytes UTF-8 length of a schema, and of all texts of a choice together
 * @param repetitions highest finite bound of {@code {m,n}}, of string lengths and item counts
 * @param ambiguity places at which the next character does not tell which of several values begins,
 *     of a whole grammar; each may double the work of a step
 * @param work steps of compiling (automaton states visited, edges made); about 20 to 50 ns each
 * @param whitespace white-space characters an answer may have between two JSON tokens
 * @param cacheBytes heap that the masks of one grammar may take
 */
public record GrammarLimits(
        int depth,
        int states,
        int values,
        int patternCharacters,
        int schemaBytes,
        int repetitions,
        int ambiguity,
        long work,
        int whitespace,
        long cacheBytes) {
    public static final GrammarLimits DEFAULT =
            new GrammarLimits(
                    64, 50_000, 2_000, 4_096, 256 << 10, 2_000, 256, 4_000_000, 1, 32L << 20);

    public GrammarLimits {
        if (depth < 1 || depth > 64) {
            throw new IllegalArgumentException("depth must be from 1 to 64, not " + depth);
        }
        if (Math.min(Math.min(states, values), Math.min(patternCharacters, schemaBytes)) < 1
                || Math.min(repetitions, ambiguity) < 1
                || Math.min(work, cacheBytes) < 1
                || whitespace < 0) {
            throw new IllegalArgumentException(
                    "limits of a grammar must be positive, white space at least 0");
        }
    }

    /** The same limits with another number of white-space characters between JSON tokens. */
    public GrammarLimits withWhitespace(int characters) {
        return new GrammarLimits(
                depth,
                states,
                values,
                patternCharacters,
                schemaBytes,
                repetitions,
                ambiguity,
                work,
                characters,
                cacheBytes);
    }

    /** The same limits with another bound for the masks of one grammar. */
    public GrammarLimits withCacheBytes(long bytes) {
        return new GrammarLimits(
                depth,
                states,
                values,
                patternCharacters,
                schemaBytes,
                repetitions,
                ambiguity,
                work,
                whitespace,
                bytes);
    }
}
