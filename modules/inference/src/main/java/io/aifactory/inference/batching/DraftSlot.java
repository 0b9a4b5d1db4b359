package io.aifactory.inference.batching;

import io.aifactory.inference.prefix.TokenBlocks;
import io.aifactory.inference.speculation.Acceptance;
import io.aifactory.languagemodel.inference.KeyValueMemory;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What stands in one slot of a draft model: tokens of the sequence that has the same slot of the
 * model that checks, and drafts after them. What it has not seen is read when somebody wants
 * drafts, wrong drafts are written over. A slot that passes to another tenant is emptied first; to
 * the same one's next sequence it passes with what both begin with.
 */
final class DraftSlot {
    private final int number;
    private final KeyValueMemory memory;
    private final int vocabulary;
    private final Acceptance all;
    private Optional<TokenBlocks> text = Optional.empty();
    private Acceptance acceptance;
    private int[] drafts = new int[0];
    private int settled;
    private int written;
    private int checked;
    private boolean readable = true;

    /**
     * @param memory of the draft model
     * @param vocabulary ids of the draft model: there may be fewer than the model that checks has
     * @param all how good the guesses for all sequences are
     */
    DraftSlot(int number, KeyValueMemory memory, int vocabulary, Acceptance all) {
        this.number = number;
        this.memory = memory;
        this.vocabulary = vocabulary;
        this.all = all;
        this.acceptance = Acceptance.ofOne(all);
    }

    /** This sequence is in the slot now, with these tokens. */
    void follow(TokenBlocks now) {
        if (text.isEmpty() || text.get() != now) {
            pass(now);
        }
        if (drafts.length > 0) {
            int right = Arrays.mismatch(drafts, now.after(settled));
            settled += right < 0 ? drafts.length : right;
            drafts = new int[0];
        }
        settled = Math.min(settled, now.tokens() - 1);
        readable &= IntStream.of(now.after(checked)).allMatch(token -> token < vocabulary);
        checked = now.tokens();
    }

    private void pass(TokenBlocks now) {
        boolean same = text.map(former -> former.root().equals(now.root())).orElse(true);
        if (!same) {
            memory.clear(number, written);
            written = 0;
        }
        settled = same ? text.map(former -> common(former, now)).orElse(0) : 0;
        drafts = new int[0];
        text = Optional.of(now);
        acceptance = Acceptance.ofOne(all);
        readable = true;
        checked = 0;
    }

    private int common(TokenBlocks former, TokenBlocks now) {
        int[] held = Arrays.copyOf(former.toArray(), Math.min(settled, former.tokens()));
        int difference = Arrays.mismatch(held, now.toArray());
        return difference < 0 ? held.length : difference;
    }

    /** The draft model knows all its tokens. */
    boolean isReadable() {
        return readable;
    }

    int number() {
        return number;
    }

    /** Tokens of the sequence that are in the slot. */
    int settled() {
        return settled;
    }

    /** Tokens of the sequence that are not, at least 1. */
    int lag() {
        return text.map(TokenBlocks::tokens).orElse(0) - settled;
    }

    /** Its next tokens that are not in the slot. */
    int[] next(int count) {
        return Arrays.copyOf(text.orElseThrow().after(settled), count);
    }

    /** So many more tokens of the sequence are in the slot now. */
    void read(int count) {
        settled += count;
        written = Math.max(written, settled);
    }

    /** Drafts follow the sequence's tokens, of which all are in the slot now. */
    void guessed(int[] inSlot) {
        drafts = inSlot;
        written = Math.max(written, settled + inSlot.length);
    }

    Acceptance acceptance() {
        return acceptance;
    }
}
