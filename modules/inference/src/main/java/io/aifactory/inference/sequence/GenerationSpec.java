package io.aifactory.inference.sequence;

import io.aifactory.tokenization.grammar.GrammarState;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What one sequence is asked to become; already checked against the model.
 *
 * @param requestId unique among open sequences
 * @param tokens the prompt, followed by the tokens of an earlier attempt
 * @param promptTokens how many of {@code tokens} are the prompt, at least 1
 * @param maxTokens upper bound of generated tokens, resumed ones included
 * @param sampling how tokens are chosen
 * @param stops generation ends before one of these would appear in the text
 * @param endTokens generation ends when one of these is sampled; empty to go on
 * @param cacheSalt keys and values are shared only with sequences that have the same
 * @param grammar what the whole generated text must be, at the place where the resumed tokens leave
 *     it; empty = any text
 * @param adapter that it is computed with
 * @param priority smaller numbers go first; in [-1000, 1000]
 */
@SuppressWarnings("ArrayRecordComponent") // handed to the engine as it is, never compared
public record GenerationSpec(
        String requestId,
        int[] tokens,
        int promptTokens,
        int maxTokens,
        SamplingSpec sampling,
        List<String> stops,
        Set<Integer> endTokens,
        String cacheSalt,
        Optional<GrammarState> grammar,
        SequenceAdapter adapter,
        int priority) {
    /** Largest number of a priority, of either sign. */
    public static final int PRIORITY = 1000;

    /** Of the model as it is. */
    public GenerationSpec(
            String requestId,
            int[] tokens,
            int promptTokens,
            int maxTokens,
            SamplingSpec sampling,
            List<String> stops,
            Set<Integer> endTokens,
            String cacheSalt,
            Optional<GrammarState> grammar) {
        this(
                requestId,
                tokens,
                promptTokens,
                maxTokens,
                sampling,
                stops,
                endTokens,
                cacheSalt,
                grammar,
                SequenceAdapter.NONE,
                0);
    }

    /** Any text, of the model as it is. */
    public GenerationSpec(
            String requestId,
            int[] tokens,
            int promptTokens,
            int maxTokens,
            SamplingSpec sampling,
            List<String> stops,
            Set<Integer> endTokens,
            String cacheSalt) {
        this(
                requestId,
                tokens,
                promptTokens,
                maxTokens,
                sampling,
                stops,
                endTokens,
                cacheSalt,
                Optional.empty());
    }

    /** Any text, of the model as it is; shared with all that have no salt. */
    public GenerationSpec(
            String requestId,
            int[] tokens,
            int promptTokens,
            int maxTokens,
            SamplingSpec sampling,
            List<String> stops,
            Set<Integer> endTokens) {
        this(requestId, tokens, promptTokens, maxTokens, sampling, stops, endTokens, "");
    }

    /** The same, computed with an adapter. */
    public GenerationSpec with(SequenceAdapter other) {
        return new GenerationSpec(
                requestId,
                tokens,
                promptTokens,
                maxTokens,
                sampling,
                stops,
                endTokens,
                cacheSalt,
                grammar,
                other,
                priority);
    }

    public GenerationSpec {
        if (promptTokens < 1 || promptTokens > tokens.length) {
            throw new IllegalArgumentException(
                    promptTokens + " prompt tokens of " + tokens.length + " in all");
        }
        if (maxTokens < 1 || tokens.length - promptTokens > maxTokens) {
            throw new IllegalArgumentException("max tokens: " + maxTokens);
        }
        if (Math.abs(priority) > PRIORITY) {
            throw new IllegalArgumentException("priority: " + priority);
        }
        stops = List.copyOf(stops);
        endTokens = Set.copyOf(endTokens);
    }

    /** The same, of another priority. */
    public GenerationSpec withPriority(int other) {
        return new GenerationSpec(
                requestId,
                tokens,
                promptTokens,
                maxTokens,
                sampling,
                stops,
                endTokens,
                cacheSalt,
                grammar,
                adapter,
                other);
    }

    /**
     * The same, to go on after more tokens; where those leave the grammar is known to whoever has
     * chosen them.
     *
     * @param known the prompt, followed by all tokens that have been generated
     */
    GenerationSpec after(int[] known) {
        return new GenerationSpec(
                requestId,
                known,
                promptTokens,
                maxTokens,
                sampling,
                stops,
                endTokens,
                cacheSalt,
                grammar,
                adapter,
                priority);
    }

    /** Tokens generated by an earlier attempt. */
    public int resumedTokens() {
        return tokens.length - promptTokens;
    }

    /** The tokens generated by an earlier attempt, in order. */
    public int[] resumed() {
        return Arrays.copyOfRange(tokens, promptTokens, tokens.length);
    }

    /** The resumed tokens are all that the grammar has room for. */
    boolean whole() {
        return grammar.map(GrammarState::complete).orElse(false);
    }

    boolean endsAt(int token) {
        return endTokens.contains(token);
    }
}
