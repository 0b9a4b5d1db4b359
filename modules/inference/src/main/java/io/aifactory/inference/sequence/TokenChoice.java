package io.aifactory.inference.sequence;

import io.aifactory.languagemodel.inference.CounterRandom;
import io.aifactory.languagemodel.inference.LogitChanges;
import io.aifactory.languagemodel.inference.Sampling;
import io.aifactory.languagemodel.inference.TokenCounts;
import java.util.Optional;
import java.util.Set;

/**
 * How the next token of one sequence is chosen, given what has occurred in it. That depends on its
 * tokens alone, so a sequence that goes on elsewhere after some tokens goes on in the same way. Not
 * thread-safe.
 */
public final class TokenChoice {
    private final SamplingSpec spec;
    private final Set<Integer> endTokens;
    private final TokenCounts counts = new TokenCounts();
    private final Optional<GrammarMask> grammar;
    private int generated;

    /** For a sequence with its resumed tokens. */
    public TokenChoice(GenerationSpec sequence) {
        this.spec = sequence.sampling();
        this.endTokens = sequence.endTokens();
        if (spec.penalties().repetition() != 1) {
            for (int i = 0; i < sequence.promptTokens(); i++) {
                counts.prompted(sequence.tokens()[i]);
            }
        }
        for (int token : sequence.resumed()) {
            count(token);
        }
        this.grammar = sequence.grammar().map(state -> new GrammarMask(state, endTokens));
    }

    /** The sequence goes on with this token. */
    public void chosen(int token) {
        grammar.ifPresent(mask -> mask.chosen(token));
        count(token);
    }

    /** Nothing may follow: the text is whole. */
    public boolean whole() {
        return grammar.map(GrammarMask::whole).orElse(false);
    }

    /** An end token has been chosen, which stands for nothing. */
    public boolean ended() {
        return grammar.map(GrammarMask::ended).orElse(false);
    }

    /** What follows is chosen by its place alone, whatever tokens have come. */
    public boolean byPlace() {
        return grammar.isEmpty() && spec.penalties().none() && generated >= spec.minTokens();
    }

    private void count(int token) {
        generated++;
        if (!spec.penalties().none()) {
            counts.generated(token);
        }
    }

    /**
     * @param position tokens before the next one, counted from the start of the sequence, prompt
     *     included
     */
    public Sampling at(int position) {
        boolean greedy = spec.temperature() == 0;
        return new Sampling(
                spec.temperature(),
                greedy ? 1 : spec.topP(),
                greedy ? 0 : spec.topK(),
                greedy ? 0 : spec.minP(),
                greedy ? 0 : CounterRandom.uniform(spec.seed(), position),
                changes(),
                spec.logprobs());
    }

    private LogitChanges changes() {
        Set<Integer> forbidden = generated < spec.minTokens() ? endTokens : Set.of();
        if (grammar.isPresent()) {
            long[] allowed = grammar.get().next(forbidden);
            return new LogitChanges(
                    spec.bias(), spec.penalties(), counts, Set.of(), Optional.of(allowed));
        }
        boolean none = spec.penalties().none() && spec.bias().isEmpty() && forbidden.isEmpty();
        return none
                ? LogitChanges.NONE
                : new LogitChanges(
                        spec.bias(), spec.penalties(), counts, forbidden, Optional.empty());
    }
}
