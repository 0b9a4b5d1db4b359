package io.aifactory.tokenization.internal.model;

import java.util.Arrays;

/**
 * Prefix tree over the UTF-16 units of pieces. Edges stand in one open-addressed table, so that a
 * quarter of a million pieces cost some ten megabytes.
 */
public final class PieceTrie {
    /** No such child, no piece. */
    public static final int NONE = -1;

    /** The node every walk begins at. */
    public static final int ROOT = 0;

    /** Total length of all pieces that a trie takes: bounds its memory at about 250 MB. */
    public static final int MAX_NODES = 1 << 23;

    /** Longest piece a trie takes: bounds the work at each place of a text. */
    public static final int MAX_PIECE = 1_024;

    private static final long EMPTY = -1;

    private long[] edges = new long[64];
    private int[] targets = new int[64];
    private int[] values = new int[32];
    private int nodes = 1;

    public PieceTrie() {
        Arrays.fill(edges, EMPTY);
        Arrays.fill(values, NONE);
    }

    /**
     * Adds a piece; the last one of equal pieces counts.
     *
     * @param value what {@link #value} gives at its end; not negative
     * @throws IllegalArgumentException if the piece is too long or the trie is full
     */
    public void add(String piece, int value) {
        if (piece.length() > MAX_PIECE) {
            throw new IllegalArgumentException(
                    "has " + piece.length() + " characters; the limit is " + MAX_PIECE);
        }
        if (nodes + piece.length() > MAX_NODES) {
            throw new IllegalArgumentException(
                    "brings the vocabulary above " + MAX_NODES + " characters");
        }
        int node = ROOT;
        for (int i = 0; i < piece.length(); i++) {
            int next = child(node, piece.charAt(i));
            if (next == NONE) {
                next = newNode();
                insert(key(node, piece.charAt(i)), next);
            }
            node = next;
        }
        values[node] = value;
    }

    /** The node one character further; {@link #NONE} if no piece goes on so. */
    public int child(int node, char next) {
        long key = key(node, next);
        int slot = slot(key);
        return edges[slot] == key ? targets[slot] : NONE;
    }

    /** The node at the end of a prefix; {@link #NONE} if no piece begins so. */
    public int walk(int node, String prefix) {
        int at = node;
        for (int i = 0; i < prefix.length() && at != NONE; i++) {
            at = child(at, prefix.charAt(i));
        }
        return at;
    }

    /** The value of the piece that ends here; {@link #NONE} if none does. */
    public int value(int node) {
        return values[node];
    }

    private int newNode() {
        if (nodes == values.length) {
            values = Arrays.copyOf(values, nodes * 2);
            Arrays.fill(values, nodes, values.length, NONE);
        }
        return nodes++;
    }

    private void insert(long key, int target) {
        if (nodes * 2 > edges.length) {
            long[] oldEdges = edges;
            int[] oldTargets = targets;
            edges = new long[oldEdges.length * 2];
            targets = new int[edges.length];
            Arrays.fill(edges, EMPTY);
            for (int i = 0; i < oldEdges.length; i++) {
                if (oldEdges[i] != EMPTY) {
                    put(oldEdges[i], oldTargets[i]);
                }
            }
        }
        put(key, target);
    }

    private void put(long key, int target) {
        int slot = slot(key);
        edges[slot] = key;
        targets[slot] = target;
    }

    private int slot(long key) {
        long mixed = key * 0x9E3779B97F4A7C15L;
        int slot = (int) (mixed >>> 32) & (edges.length - 1);
        while (edges[slot] != key && edges[slot] != EMPTY) {
            slot = (slot + 1) & (edges.length - 1);
        }
        return slot;
    }

    private static long key(int node, char next) {
        return (long) node << 16 | next;
    }
}
