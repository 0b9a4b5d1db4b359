package io.aifactory.inference.batching;

import io.aifactory.inference.sequence.Sequence;
import io.aifactory.languagemodel.inference.StepItem;
import java.util.Arrays;
import java.util.Optional;

/**
 * The drafts of one sequence while a draft model makes them, one in each of its runs. Each is
 * chosen as the sequence's own token at that place will be, with the same draw: so the better the
 * draft model knows the other, the more often both choose the same, greedy or not.
 */
final class DraftChain {
    private final LiveSequence sequence;
    private final DraftSlot slot;
    private final int vocabulary;
    private final int[] drafts;
    private final int known;
    private int size;
    private int inSlot;
    private boolean over;

    /**
     * @param count drafts wanted, at least 1
     * @param vocabulary ids of the model that checks: a draft beyond them ends the chain
     */
    DraftChain(LiveSequence sequence, DraftSlot slot, int count, int vocabulary) {
        this.sequence = sequence;
        this.slot = slot;
        this.vocabulary = vocabulary;
        this.drafts = new int[count];
        this.known = sequence.blocks().tokens();
    }

    boolean isOver() {
        return over || size == drafts.length;
    }

    /** What it contributes to the next run: at first what was not read, then the newest draft. */
    StepItem item() {
        int[] tokens = size == 0 ? slot.next(slot.lag()) : new int[] {drafts[size - 1]};
        return new StepItem(
                slot.number(),
                size == 0 ? slot.settled() : known + size - 1,
                tokens,
                Optional.of(sequence.sampling(known + size)));
    }

    /** A run has chosen this token. */
    void take(int token) {
        if (size == 0) {
            slot.read(slot.lag());
        } else {
            inSlot = size;
        }
        if (token >= vocabulary) {
            over = true;
            return;
        }
        drafts[size++] = token;
        Sequence.Active active = sequence.active();
        over = active.spec().endTokens().contains(token);
    }

    /**
     * The sequence has its drafts.
     *
     * @return how many
     */
    int hand() {
        slot.guessed(Arrays.copyOf(drafts, inSlot));
        sequence.guesses().orElseThrow().guess(Arrays.copyOf(drafts, size), slot.acceptance());
        return size;
    }

    int size() {
        return size;
    }

    /** Drafts that were taken over by the step that has checked them. */
    int accepted() {
        return Math.clamp(sequence.blocks().tokens() - known - 1, 0, size);
    }
}
