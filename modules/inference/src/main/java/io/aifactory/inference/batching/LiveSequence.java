package io.aifactory.inference.batching;

import io.aifactory.contracts.error.FactoryException;
import io.aifactory.contracts.worker.BlockHash;
import io.aifactory.inference.prefix.TokenBlocks;
import io.aifactory.inference.sequence.EndReason;
import io.aifactory.inference.sequence.Sequence;
import io.aifactory.inference.sequence.SequenceSink;
import io.aifactory.inference.sequence.SequenceText;
import io.aifactory.inference.sequence.TokenChoice;
import io.aifactory.inference.speculation.SequenceDrafts;
import io.aifactory.languagemodel.inference.KeyValueMemory;
import io.aifactory.languagemodel.inference.SampledToken;
import io.aifactory.languagemodel.inference.Sampling;
import io.aifactory.languagemodel.inference.StepItem;
import java.util.List;
import java.util.Optional;

/**
 * A sequence on its way through the worker: where it stands, its text, its sink and its account.
 * Owned by the device's thread once it is in a batch.
 */
final class LiveSequence {
    private final Outlet outlet;
    private final SequenceAccount account;
    private final TokenChoice choice;
    private final TokenBlocks blocks;
    private final Optional<SequenceDrafts> drafts;
    private Sequence state;
    private int preemptions;
    private int written;
    private int admissions;
    private boolean restoring;
    private Optional<FactoryException> error = Optional.empty();

    /** Without drafts, and told at once. */
    LiveSequence(Sequence state, SequenceText text, SequenceSink sink, long arrived) {
        this(state, text, sink, arrived, 0);
    }

    /** Told at once. */
    LiveSequence(Sequence state, SequenceText text, SequenceSink sink, long arrived, int drafts) {
        this(state, text, sink, Delivery.atOnce(), arrived, drafts);
    }

    /**
     * @param arrived when the request came, on the worker's nanosecond clock
     * @param drafts guesses at its next tokens that a step may check at most
     */
    LiveSequence(
            Sequence state,
            SequenceText text,
            SequenceSink sink,
            Delivery delivery,
            long arrived,
            int drafts) {
        this.state = state;
        this.choice = new TokenChoice(state.spec());
        this.outlet = new Outlet(text, sink, !state.spec().stops().isEmpty(), delivery);
        this.account = new SequenceAccount(arrived);
        this.drafts = SequenceDrafts.of(state.spec(), drafts);
        this.blocks =
                new TokenBlocks(
                        BlockHash.root(state.spec().adapter().manifest(), state.spec().cacheSalt()),
                        state.spec().tokens(),
                        KeyValueMemory.BLOCK_TOKENS);
    }

    String requestId() {
        return state.spec().requestId();
    }

    /** Its place in a slot. */
    Sequence.Active active() {
        if (state instanceof Sequence.Active active) {
            return active;
        }
        throw new IllegalStateException("not in a slot: " + state.getClass().getSimpleName());
    }

    boolean isWaiting() {
        return state instanceof Sequence.Waiting;
    }

    boolean isActive() {
        return state instanceof Sequence.Active;
    }

    boolean cancelled() {
        return outlet.isGone();
    }

    void admit(int slot) {
        if (!(state instanceof Sequence.Waiting waiting)) {
            throw new IllegalStateException("not waiting: " + state.getClass().getSimpleName());
        }
        state = waiting.admit(slot);
        restoring = false;
        written = 0;
        admissions++;
    }

    /** How often it has been given a slot. */
    int admissions() {
        return admissions;
    }

    /**
     * Whether its next tokens are chosen by nothing but their places, so that a step can be begun
     * before the token of the one before is known.
     */
    boolean choosesByPlace() {
        return choice.byPlace();
    }

    /** Its slot is given to another one; it waits and goes on later with the same tokens. */
    void preempt() {
        state = active().preempt(blocks.toArray());
        preemptions++;
    }

    /** Smaller numbers go first. */
    int priority() {
        return state.spec().priority();
    }

    PriorityPolicy.Standing standing() {
        return new PriorityPolicy.Standing(priority(), account.arrived(), preemptions);
    }

    /** Its tokens, those that were sampled included. */
    TokenBlocks blocks() {
        return blocks;
    }

    /** In a slot, with known tokens that are not in it. */
    boolean canBeRestored() {
        return state instanceof Sequence.Prefilling;
    }

    /** Its slot is being filled with what was known already: it takes part in no step yet. */
    boolean isRestoring() {
        return restoring && state instanceof Sequence.Prefilling;
    }

    /** The next block that it computes, if all tokens of that are known and more follow. */
    Optional<BlockHash> nextBlock() {
        if (!(state instanceof Sequence.Prefilling prefilling)) {
            return Optional.empty();
        }
        List<BlockHash> names = blocks.names(blocks.tokens() - 1);
        int next = prefilling.held() / KeyValueMemory.BLOCK_TOKENS;
        return next < names.size() ? Optional.of(names.get(next)) : Optional.empty();
    }

    /** Positions of its slot that may hold something of it, wrong drafts included. */
    int written() {
        return isActive() ? Math.max(written, active().held()) : written;
    }

    boolean isDecoding() {
        return state instanceof Sequence.Decoding;
    }

    /**
     * Its slot has been filled with what was known already.
     *
     * @param now what is in the slot now
     * @return how many tokens more than before
     */
    int restored(SlotContents.Restored now) {
        if (!(state instanceof Sequence.Prefilling prefilling)) {
            throw new IllegalStateException("not to be filled: " + requestId());
        }
        state = prefilling.restored(now.tokens());
        restoring = now.more();
        // what is computed again after a preemption is no matter of its client
        int more = now.tokens() - prefilling.held();
        account.restored(preemptions == 0 ? more : 0);
        return more;
    }

    /** A step with it is about to run. */
    void starts(long now) {
        account.starts(now);
    }

    /**
     * What it contributes to a step.
     *
     * @param then where it stands by then
     * @param count of its remaining tokens, at least 1; while it decodes, its newest token with so
     *     many drafts less one
     */
    StepItem item(Sequence.Active then, int count) {
        StepItem item =
                switch (then) {
                    case Sequence.Prefilling at -> at.item(count, choice);
                    case Sequence.Decoding at -> at.item(drafts(count - 1), choice);
                };
        written = Math.max(written, item.position() + item.tokens().length);
        return item;
    }

    private int[] drafts(int count) {
        return count == 0 ? new int[0] : drafts.orElseThrow().use(count);
    }

    /** Guesses at its next tokens; empty if it can have none. */
    Optional<SequenceDrafts> guesses() {
        return drafts;
    }

    /** How the token after so many is chosen; only for a sequence that can have guesses. */
    Sampling sampling(int position) {
        return choice.at(position);
    }

    void charge(long share) {
        account.charge(share);
    }

    /**
     * Takes over what a step has computed: of tokens that follow drafts, those up to the first that
     * is not the draft it was guessed as, or that ends the sequence. The end, if it has come, is
     * not told yet: see {@link #tellEnd}.
     *
     * @param item what it contributed
     * @param sampled what the engine chose
     * @return how many tokens the step gave it
     */
    int advance(StepItem item, List<SampledToken> sampled, long now) {
        int[] tokens = item.tokens();
        if (sampled.isEmpty()) {
            state = active().after(tokens.length, Sequence.NO_TOKEN);
            return 0;
        }
        int firstDraft = tokens.length - sampled.size() + 1;
        take(firstDraft, sampled.getFirst(), now);
        int taken = 1;
        while (taken < sampled.size()
                && isActive()
                && sampled.get(taken - 1).token() == tokens[firstDraft + taken - 1]) {
            take(1, sampled.get(taken++), now);
        }
        return taken;
    }

    /** The sequence goes on with this token, after so many more in its slot. */
    private void take(int count, SampledToken sampled, long now) {
        Sequence.Active from = active();
        int token = sampled.token();
        state = from.after(count, token);
        choice.chosen(token);
        drafts.ifPresent(guesses -> guesses.follow(token));
        blocks.add(token);
        account.token(now);
        boolean whole = choice.whole();
        if (!from.spec().endTokens().contains(token) && !choice.ended()) {
            whole |= outlet.token(sampled);
        }
        if (whole) {
            state = new Sequence.Finished(from.spec(), state.generated(), EndReason.STOP);
        }
    }

    /** Nobody waits for it any more, and its slot is free. */
    void abandon() {
        state = active().fail();
    }

    /** It cannot go on. Its client is not told yet: see {@link #tellEnd}. */
    void fail(FactoryException reason) {
        error = Optional.of(reason);
        if (state instanceof Sequence.Active active) {
            state = active.fail();
        }
    }

    /** Tells its client that it is over, if it is. */
    void tellEnd(boolean estimated) {
        if (error.isPresent()) {
            outlet.failed(error.get());
            return;
        }
        if (state instanceof Sequence.Finished finished) {
            outlet.finished(
                    finished.reason(), account.usage(state.spec(), state.generated(), estimated));
        }
    }
}
