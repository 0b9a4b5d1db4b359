package io.aifactory.tokenization.internal.grammar.automaton;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A pushdown automaton: the states of all rules under one numbering. Immutable. A state has byte
 * edges, calls (go to the start of a rule, come back to a state here), or ends its rule.
 *
 * <p>{@code need} of a state is the number of further stack frames without which its rule cannot be
 * finished. A state is only entered if that many frames are left, which is why running never ends
 * in a place from which there is no way out.
 */
public final class Automaton {
    static final int IMPOSSIBLE = Integer.MAX_VALUE / 2;
    private static final int SCANNED_EDGES = 4;
    private static final long DENSE_BYTES = 16L << 20;

    private final Graph graph;
    private final int[] @Nullable [] dense;
    private final long[][] callBytes;
    private final int[] need;
    private final int frames;
    private final List<Optional<String>> commonRules;
    private final long bytes;

    Automaton(
            Graph graph,
            long[][] callBytes,
            int[] need,
            int frames,
            List<Optional<String>> commonRules) {
        this.graph = graph;
        this.callBytes = callBytes;
        this.need = need;
        this.frames = frames;
        this.commonRules = commonRules;
        this.dense = new int[graph.states()] @Nullable [];
        long size = 21L * states() + 6L * graph.target().length + 16L * callBytes.length;
        for (int s = 0; s < states(); s++) {
            if (graph.first()[s + 1] - graph.first()[s] > SCANNED_EDGES && size < DENSE_BYTES) {
                dense[s] = table(s);
                size += 1040;
            }
        }
        this.bytes = size;
    }

    private int[] table(int state) {
        int[] table = new int[256];
        for (int b = 0; b < table.length; b++) {
            table[b] = scan(state, b);
        }
        return table;
    }

    /** The first state of the whole grammar. */
    public int start() {
        return graph.startOf(0);
    }

    /** Stack frames there may be below the running rule. */
    public int frames() {
        return frames;
    }

    public int states() {
        return graph.states();
    }

    /** Estimated heap in bytes. */
    public long bytes() {
        return bytes;
    }

    /** Where a byte from 0 to 255 leads inside the rule; -1 if nowhere. */
    public int next(int state, int b) {
        int[] table = dense[state];
        return table != null ? table[b] : scan(state, b);
    }

    private int scan(int state, int b) {
        for (int e = graph.first()[state]; e < graph.first()[state + 1]; e++) {
            if (b <= (graph.high()[e] & 0xFF)) {
                return b >= (graph.low()[e] & 0xFF) ? graph.target()[e] : -1;
            }
        }
        return -1;
    }

    /**
     * For each state one that no text of at most so many bytes can tell from it.
     *
     * @see NearEquivalence
     */
    public int[] representatives(int bytesOfText) {
        return NearEquivalence.representatives(graph, need, bytesOfText);
    }

    /**
     * Where a state stands in its rule, if that rule is the same in every grammar and calls none.
     */
    public Optional<CommonState> common(int state) {
        int found = Arrays.binarySearch(graph.base(), state);
        int rule = found >= 0 ? found : -found - 2;
        return commonRules
                .get(rule)
                .map(name -> new CommonState(name, state - graph.startOf(rule)));
    }

    /**
     * A state of a rule that every grammar may have.
     *
     * @param rule its name
     * @param state its number within the rule
     */
    public record CommonState(String rule, int state) {}

    /** Whether nothing of the rule can follow this state. */
    public boolean isDeadEnd(int state) {
        return graph.first()[state] == graph.first()[state + 1] && !calls(state);
    }

    /** Whether the rule of this state may end here. */
    public boolean accepts(int state) {
        return graph.accepting()[state];
    }

    public int need(int state) {
        return need[state];
    }

    /** The calls of a state are those from here to before {@code firstCall(state + 1)}. */
    public int firstCall(int state) {
        return graph.callFirst()[state];
    }

    public boolean calls(int state) {
        return graph.callFirst()[state] < graph.callFirst()[state + 1];
    }

    public int callStart(int call) {
        return graph.startOf(graph.callRule()[call]);
    }

    public int callReturn(int call) {
        return graph.callReturn()[call];
    }

    /** Whether what a call accepts may begin with this byte. */
    public boolean callTakes(int call, int b) {
        return (callBytes[call][b >> 6] >>> b & 1) != 0;
    }
}
