package io.aifactory.inference.speculation;

import io.aifactory.inference.speculation.SequenceDrafts.Candidate;
import java.util.List;
import java.util.Optional;

/**
 * Decides how many drafts of which sequences a step is to check: as many as bring the most expected
 * tokens per time. Draft {@code n} of a sequence is of use only if all before it are right too, so
 * each is worth less than the one before, and the best ones are taken until the next would lower
 * the rate. A pure function.
 *
 * @param room drafts of one step, each sequence with drafts counted as if it had as many as the one
 *     with most; negative = 0
 */
public record DraftPolicy(int room) {
    public DraftPolicy {
        room = Math.max(0, room);
    }

    /** What a draft must be worth while nobody knows what it costs. */
    private static final double WORTH_TRYING = 0.3;

    /**
     * What a step takes.
     *
     * @param nanos without drafts
     * @param draftNanos added by each draft
     * @param limitNanos most that it may take with drafts
     */
    public record Cost(double nanos, double draftNanos, double limitNanos) {}

    /**
     * @param candidates all decoding sequences
     * @param cost empty while it is not known
     * @return how many drafts of each
     */
    public int[] choose(List<Candidate> candidates, Optional<Cost> cost) {
        int[] chosen = new int[candidates.size()];
        double[] worth = worth(candidates);
        double tokens = chosen.length;
        int drafts = 0;
        for (int best = best(worth); best >= 0; best = best(worth)) {
            if (!pays(worth[best], tokens, drafts, cost)) {
                break;
            }
            if (!fits(chosen, best)) {
                worth[best] = 0;
                continue;
            }
            chosen[best]++;
            drafts++;
            tokens += worth[best];
            boolean more = chosen[best] < candidates.get(best).drafts();
            worth[best] = more ? worth[best] * candidates.get(best).acceptance() : 0;
        }
        return chosen;
    }

    /**
     * All drafts of the likeliest candidate, whatever they cost: to find out.
     *
     * @return how many drafts of each
     */
    public int[] probe(List<Candidate> candidates) {
        int[] chosen = new int[candidates.size()];
        int best = best(worth(candidates));
        if (best >= 0) {
            chosen[best] = Math.min(room, candidates.get(best).drafts());
        }
        return chosen;
    }

    /** Of the first draft of each: expected tokens. */
    private static double[] worth(List<Candidate> candidates) {
        return candidates.stream()
                .mapToDouble(each -> each.drafts() > 0 ? each.acceptance() : 0)
                .toArray();
    }

    /** The first of the largest; -1 if none is of any worth. */
    private static int best(double[] worth) {
        int best = -1;
        for (int i = 0; i < worth.length; i++) {
            if (worth[i] > 0 && (best < 0 || worth[i] > worth[best])) {
                best = i;
            }
        }
        return best;
    }

    private static boolean pays(double worth, double tokens, int drafts, Optional<Cost> cost) {
        if (cost.isEmpty()) {
            return worth >= WORTH_TRYING;
        }
        double nanos = cost.get().nanos() + drafts * cost.get().draftNanos();
        return worth * nanos > tokens * cost.get().draftNanos()
                && nanos + cost.get().draftNanos() <= cost.get().limitNanos();
    }

    private boolean fits(int[] chosen, int next) {
        int sequences = chosen[next] == 0 ? 1 : 0;
        int most = chosen[next] + 1;
        for (int drafts : chosen) {
            sequences += drafts > 0 ? 1 : 0;
            most = Math.max(most, drafts);
        }
        return sequences * most <= room;
    }
}
