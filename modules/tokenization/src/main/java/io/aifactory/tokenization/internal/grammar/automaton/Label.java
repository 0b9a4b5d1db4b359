package io.aifactory.tokenization.internal.grammar.automaton;

/** What stands on an edge, in one int: a range of bytes, or the call of a rule. */
final class Label {
    static final int EMPTY = -1;
    private static final int CALL = 1 << 16;

    private Label() {}

    static int bytes(int low, int high) {
        return low << 8 | high;
    }

    static int call(int rule) {
        return CALL | rule << 17;
    }

    static boolean isCall(int label) {
        return (label & CALL) != 0;
    }

    static int low(int label) {
        return label >> 8 & 0xFF;
    }

    static int high(int label) {
        return label & 0xFF;
    }

    static int rule(int label) {
        return label >>> 17;
    }
}
