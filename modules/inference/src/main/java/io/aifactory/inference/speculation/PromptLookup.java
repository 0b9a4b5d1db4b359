package io.aifactory.inference.speculation;

import java.util.Arrays;

/**
 * Proposes how a text goes on by where its last tokens stand earlier in it: first the last four,
 * then three, then two, the newest place of each (the idea of Saxena, "Prompt lookup decoding",
 * 2023). A token costs the same however long the text is. Not thread-safe.
 */
public final class PromptLookup {
    /** Tokens that must agree, at least. */
    public static final int SHORTEST = 2;

    /** Tokens that are compared, at most. */
    public static final int LONGEST = 4;

    private static final int ROOM = 64;

    private final NgramTable[] tables = new NgramTable[LONGEST + 1];
    private int[] text;
    private int size;

    /**
     * @param known the beginning of the text; copied
     */
    public PromptLookup(int[] known) {
        for (int length = SHORTEST; length <= LONGEST; length++) {
            tables[length] = new NgramTable(length);
        }
        text = Arrays.copyOf(known, known.length + ROOM);
        while (size < known.length) {
            step();
        }
    }

    /** The text goes on with this token. */
    public void add(int token) {
        if (size == text.length) {
            text = Arrays.copyOf(text, size + size / 2);
        }
        text[size] = token;
        step();
    }

    /** Runs are put one token late, so that each that is found is followed by something. */
    private void step() {
        for (int length = SHORTEST; length <= Math.min(LONGEST, size); length++) {
            tables[length].put(text, size);
        }
        size++;
    }

    /**
     * What followed the text's last tokens where they stood before; where that reaches the text's
     * end, it goes on with what is proposed, so that a text that repeats itself is continued.
     *
     * @param most tokens to propose
     * @return nothing where the last two tokens have not stood together before
     */
    public Proposal propose(int most) {
        for (int length = Math.min(LONGEST, size); length >= SHORTEST; length--) {
            int end = tables[length].find(text, size);
            if (end > 0) {
                int[] tokens = new int[most];
                for (int i = 0; i < most; i++) {
                    tokens[i] = end + i < size ? text[end + i] : tokens[end + i - size];
                }
                return new Proposal(tokens, length);
            }
        }
        return Proposal.NONE;
    }

    /**
     * @param tokens guesses at the next ones, in order
     * @param agreed how many of the text's last tokens stand before them in the earlier place; 0 if
     *     nothing is proposed
     */
    @SuppressWarnings("ArrayRecordComponent") // hot path: one per sequence and step, never compared
    public record Proposal(int[] tokens, int agreed) {
        static final Proposal NONE = new Proposal(new int[0], 0);
    }
}
