package io.aifactory.tokenization.internal.grammar.mask;

import java.util.Arrays;
import java.util.BitSet;

/**
 * The bytes of all tokens as a trie in preorder: node 0 is the root, the descendants of a node are
 * those from {@code node + 1} to before {@code end(node)}. Immutable.
 */
public final class VocabularyTrie {
    private static final int NONE = -1;

    private final int vocabularySize;
    private final byte[] data;
    private final int[] offset;
    private final byte[] label;
    private final short[] depth;
    private final int[] end;
    private final int[] token;
    private final int[] sameBytes;
    private final BitSet single = new BitSet();
    private final int deepest;

    /**
     * @param tokens bytes by id, not copied; empty for tokens that no grammar allows; none longer
     *     than 32,767 bytes
     */
    public VocabularyTrie(byte[][] tokens) {
        this.vocabularySize = tokens.length;
        this.offset = new int[tokens.length + 1];
        for (int id = 0; id < tokens.length; id++) {
            offset[id + 1] = Math.addExact(offset[id], tokens[id].length);
        }
        this.data = new byte[offset[tokens.length]];
        Integer[] order = new Integer[tokens.length];
        for (int id = 0; id < tokens.length; id++) {
            System.arraycopy(tokens[id], 0, data, offset[id], tokens[id].length);
            order[id] = id;
        }
        Arrays.sort(order, (a, b) -> Arrays.compareUnsigned(tokens[a], tokens[b]));
        int nodes = nodes(tokens, order);
        this.label = new byte[nodes];
        this.depth = new short[nodes];
        this.end = new int[nodes];
        this.token = new int[nodes];
        this.sameBytes = new int[tokens.length];
        Arrays.fill(token, NONE);
        Arrays.fill(sameBytes, NONE);
        this.deepest = fill(tokens, order, nodes);
    }

    private static int nodes(byte[][] tokens, Integer[] order) {
        int nodes = 1;
        byte[] before = {};
        for (int id : order) {
            nodes += tokens[id].length - common(before, tokens[id]);
            before = tokens[id];
        }
        return nodes;
    }

    private static int common(byte[] a, byte[] b) {
        int mismatch = Arrays.mismatch(a, b);
        return mismatch < 0 ? a.length : mismatch;
    }

    private int fill(byte[][] tokens, Integer[] order, int nodes) {
        int longest = 0;
        for (byte[] bytes : tokens) {
            longest = Math.max(longest, bytes.length);
        }
        int[] path = new int[longest + 1];
        byte[] before = {};
        int node = 0;
        for (int id : order) {
            byte[] bytes = tokens[id];
            if (bytes.length == 0) {
                continue;
            }
            int shared = common(before, bytes);
            for (int d = before.length; d > shared; d--) {
                end[path[d]] = node + 1;
            }
            for (int d = shared + 1; d <= bytes.length; d++) {
                path[d] = ++node;
                label[node] = bytes[d - 1];
                depth[node] = (short) d;
            }
            if (bytes.length == 1) {
                single.set(bytes[0] & 0xFF);
            }
            sameBytes[id] = token[path[bytes.length]];
            token[path[bytes.length]] = id;
            before = bytes;
        }
        for (int d = before.length; d >= 0; d--) {
            end[path[d]] = nodes;
        }
        return longest;
    }

    public int vocabularySize() {
        return vocabularySize;
    }

    /** Bytes that are tokens by themselves. */
    public BitSet single() {
        return (BitSet) single.clone();
    }

    /** Length of the longest token in bytes. */
    int deepest() {
        return deepest;
    }

    int end(int node) {
        return end[node];
    }

    int depth(int node) {
        return depth[node];
    }

    int label(int node) {
        return label[node] & 0xFF;
    }

    boolean isToken(int node) {
        return token[node] >= 0;
    }

    boolean hasChildren(int node) {
        return end[node] > node + 1;
    }

    /** Sets the bits of the tokens that end at a node. */
    void setBits(int node, long[] mask) {
        for (int id = token[node]; id >= 0; id = sameBytes[id]) {
            mask[id >> 6] |= 1L << id;
        }
    }

    int length(int id) {
        return offset[id + 1] - offset[id];
    }

    int byteAt(int id, int index) {
        return data[offset[id] + index] & 0xFF;
    }
}
