package io.aifactory.inference.speculation;

import io.aifactory.inference.speculation.DraftPolicy.Cost;
import io.aifactory.inference.speculation.SequenceDrafts.Candidate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * Decides where the drafts of each sequence come from, and how many there are. What was found in a
 * text costs nothing to propose; a draft model has to run once for each draft, for all its
 * sequences together. So for each number of its runs the best drafts are chosen as if these were
 * paid for, and the number with the most expected tokens per time wins. A pure function.
 *
 * @param rows decides how many drafts a step checks
 */
public record SourcePolicy(DraftPolicy rows) {
    /** A text is not reckoned to go on for longer: most end before they may no longer. */
    private static final int FORESEEN_TOKENS = 256;

    /**
     * What one sequence could bring into a step.
     *
     * @param lookUp found in its own text
     * @param model from a draft model
     */
    public record Sources(Candidate lookUp, Candidate model) {
        boolean preferModel() {
            return model.drafts() > 0
                    && (lookUp.drafts() == 0 || model.acceptance() > lookUp.acceptance());
        }

        /** After so many runs of the draft model. */
        Candidate after(int runs) {
            return runs > 0 && preferModel()
                    ? new Candidate(Math.min(runs, model.drafts()), model.acceptance())
                    : lookUp;
        }
    }

    /**
     * @param drafts of each sequence
     * @param byModel whether they come from the draft model, for each sequence
     * @param rate expected tokens per nanosecond; 0 while costs are not known
     */
    @SuppressWarnings("ArrayRecordComponent") // hot path: one per step, never compared
    public record Choice(int[] drafts, boolean[] byModel, double rate) {
        /** Of what was found in texts alone. */
        public static Choice lookedUp(int[] drafts) {
            return new Choice(drafts, new boolean[drafts.length], 0);
        }

        /** One draft by the model, to find out what it is worth. */
        public static Choice trial(int sequences, int chosen) {
            int[] drafts = new int[sequences];
            boolean[] byModel = new boolean[sequences];
            drafts[chosen] = 1;
            byModel[chosen] = true;
            return new Choice(drafts, byModel, 0);
        }

        public boolean some() {
            return IntStream.of(drafts).anyMatch(count -> count > 0);
        }

        /** Drafts of this sequence that the model is to propose. */
        public int modelDrafts(int sequence) {
            return byModel[sequence] ? drafts[sequence] : 0;
        }

        public boolean someByModel() {
            return IntStream.range(0, drafts.length).anyMatch(i -> modelDrafts(i) > 0);
        }
    }

    /**
     * @param sources of all decoding sequences
     * @param cost of a step; empty while it is not known
     * @param runNanos what one run of the draft model takes; empty while it is not known
     */
    public Choice choose(List<Sources> sources, Optional<Cost> cost, OptionalDouble runNanos) {
        int most =
                sources.stream()
                        .filter(Sources::preferModel)
                        .mapToInt(each -> each.model().drafts())
                        .max()
                        .orElse(0);
        if (cost.isEmpty() || (most > 0 && runNanos.isEmpty())) {
            return choice(sources, most, Optional.empty());
        }
        Choice best = choice(sources, 0, cost);
        for (int runs = 1; runs <= most; runs++) {
            Choice next = choice(sources, runs, cost.map(with(runs * runNanos.getAsDouble())));
            best = next.rate() > best.rate() ? next : best;
        }
        return best;
    }

    private static UnaryOperator<Cost> with(double paid) {
        return cost -> new Cost(cost.nanos() + paid, cost.draftNanos(), cost.limitNanos());
    }

    private Choice choice(List<Sources> sources, int runs, Optional<Cost> cost) {
        List<Candidate> candidates = sources.stream().map(each -> each.after(runs)).toList();
        int[] drafts = rows.choose(candidates, cost);
        boolean[] byModel = new boolean[drafts.length];
        for (int i = 0; i < drafts.length; i++) {
            byModel[i] = runs > 0 && sources.get(i).preferModel();
        }
        double rate = cost.map(known -> rate(candidates, drafts, known)).orElse(0.0);
        return new Choice(drafts, byModel, rate);
    }

    private static double rate(List<Candidate> candidates, int[] drafts, Cost cost) {
        double tokens = drafts.length;
        double nanos = cost.nanos();
        for (int i = 0; i < drafts.length; i++) {
            double worth = 1;
            for (int n = 0; n < drafts[i]; n++) {
                worth *= candidates.get(i).acceptance();
                tokens += worth;
            }
            nanos += drafts[i] * cost.draftNanos();
        }
        return tokens / nanos;
    }

    /**
     * Whether a draft model should read what it has not seen of a text, so that it can guess on.
     *
     * @param now what is chosen without these guesses
     * @param then what would be chosen with them; both of known rate
     * @param share part in (0, 1] of what is gained that is this text's
     * @param remaining tokens that the text may still get
     * @param nanos that reading takes
     */
    public static boolean paysBack(
            Choice now, Choice then, double share, int remaining, double nanos) {
        double savedPerToken = 1 / now.rate() - 1 / then.rate();
        int tokens = Math.min(remaining, FORESEEN_TOKENS);
        return share * tokens * now.drafts().length * savedPerToken > nanos;
    }
}
