package io.aifactory.inference.speculation;

import io.aifactory.inference.sequence.GenerationSpec;
import io.aifactory.inference.sequence.SamplingSpec;
import io.aifactory.inference.speculation.PromptLookup.Proposal;
import java.util.Arrays;
import java.util.Optional;

/**
 * The guesses at one sequence's next tokens, and how good they have been. What is not sent to the
 * device is compared with the token that comes all the same, so that a sequence that has begun to
 * repeat itself is noticed without a longer step. Not thread-safe.
 */
public final class SequenceDrafts {
    private final int most;
    private final PromptLookup lookup;
    private final Acceptance[] acceptances = new Acceptance[PromptLookup.LONGEST + 1];
    private int[] proposed = new int[0];
    private Acceptance judge;
    private int used;
    private int compared;

    private SequenceDrafts(int[] known, int most) {
        this.most = most;
        this.lookup = new PromptLookup(known);
        Arrays.setAll(acceptances, _ -> new Acceptance());
        this.judge = acceptances[0];
    }

    /**
     * For a sequence with its prompt and resumed tokens; none where the choice of a token depends
     * on more than its place and the logits (a grammar, penalties, {@code min_tokens}), where
     * logits are changed, or where they are reported.
     *
     * @param most drafts of one step; 0 = none ever
     */
    public static Optional<SequenceDrafts> of(GenerationSpec spec, int most) {
        SamplingSpec sampling = spec.sampling();
        boolean plain =
                spec.grammar().isEmpty()
                        && sampling.penalties().none()
                        && sampling.bias().isEmpty()
                        && sampling.minTokens() == 0
                        && sampling.logprobs().isEmpty();
        return most > 0 && plain
                ? Optional.of(new SequenceDrafts(spec.tokens(), most))
                : Optional.empty();
    }

    /** Drafts of one step at most. */
    public int most() {
        return most;
    }

    /**
     * Looks for guesses for the next step.
     *
     * @param room tokens that may come after the next one, at least 0
     * @return how many there are, and how likely each is right if those before it are
     */
    public Candidate propose(int room) {
        Proposal found = room > 0 ? lookup.propose(Math.min(most, room)) : Proposal.NONE;
        guess(found.tokens(), acceptances[found.agreed()]);
        return new Candidate(proposed.length, judge.estimate());
    }

    /**
     * These guesses take the place of those that were found.
     *
     * @param tokens guesses at the next ones, in order; not copied, never changed
     * @param acceptance learns which were right
     */
    public void guess(int[] tokens, Acceptance acceptance) {
        proposed = tokens;
        judge = acceptance;
        used = 0;
        compared = 0;
    }

    /**
     * The first so many of the proposed tokens go into the step.
     *
     * @param count at most as many as were proposed
     */
    public int[] use(int count) {
        if (count > proposed.length) {
            throw new IllegalArgumentException("%d drafts of %d".formatted(count, proposed.length));
        }
        used = count;
        return Arrays.copyOf(proposed, count);
    }

    /** The sequence goes on with this token. */
    public void follow(int token) {
        lookup.add(token);
        if (compared < Math.min(used + 1, proposed.length)) {
            boolean right = proposed[compared] == token;
            judge.observe(right);
            compared = right ? compared + 1 : Integer.MAX_VALUE;
        }
    }

    /**
     * What one sequence could bring into a step.
     *
     * @param drafts at most
     * @param acceptance probability in [0, 1] that a draft is right if all before it are
     */
    public record Candidate(int drafts, double acceptance) {
        /** A sequence that brings none. */
        public static final Candidate NONE = new Candidate(0, 0);
    }
}
