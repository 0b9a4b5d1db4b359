package io.aifactory.inference.prefix;

import io.aifactory.contracts.worker.BlockHash;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The tokens of one sequence so far, and the names of their blocks; each is made once. */
public final class TokenBlocks {
    private final BlockHash root;
    private final int blockTokens;
    private final List<BlockHash> names = new ArrayList<>();
    private int[] tokens;
    private int size;

    /**
     * @param root whose they are, see {@link BlockHash#root}
     * @param tokens the first ones; not copied, never changed
     * @param blockTokens tokens of a block, at least 1
     */
    public TokenBlocks(BlockHash root, int[] tokens, int blockTokens) {
        this.root = root;
        this.tokens = tokens;
        this.size = tokens.length;
        this.blockTokens = blockTokens;
    }

    public BlockHash root() {
        return root;
    }

    public int tokens() {
        return size;
    }

    /** Those after so many, a copy. */
    public int[] after(int count) {
        return Arrays.copyOfRange(tokens, count, size);
    }

    /** All of them, a copy. */
    public int[] toArray() {
        return Arrays.copyOf(tokens, size);
    }

    public void add(int token) {
        if (size == tokens.length) {
            tokens = Arrays.copyOf(tokens, size + size / 2 + blockTokens);
        }
        tokens[size++] = token;
    }

    /**
     * Names of the full blocks among the first tokens.
     *
     * @param count how many tokens, at most {@link #tokens}
     */
    public List<BlockHash> names(int count) {
        if (count > size) {
            throw new IllegalArgumentException(count + " tokens of " + size);
        }
        int wanted = count / blockTokens;
        int known = names.size();
        if (known < wanted) {
            int[] rest = Arrays.copyOfRange(tokens, known * blockTokens, wanted * blockTokens);
            BlockHash parent = names.isEmpty() ? root : names.getLast();
            names.addAll(BlockHash.chain(parent, rest, rest.length, blockTokens));
        }
        return List.copyOf(names.subList(0, wanted));
    }
}
