package io.aifactory.contracts.worker;

import io.aifactory.contracts.Digest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;

/**
 * Name of a block: the first 128 bits of SHA-256 over its parent's name and its tokens. The first
 * parent is made from the adapter and the tenant's salt, so that no tenant can find out by timing
 * what another one has asked (a cryptographic hash, because tokens are chosen by callers).
 *
 * @param high first 64 bits, big-endian
 * @param low following 64 bits
 */
public record BlockHash(long high, long low) {
    private static final int BYTES = 2 * Long.BYTES;

    /**
     * What stands before a first block.
     *
     * @param adapter digest of the LoRA adapter's manifest; empty for the base model
     * @param salt blocks are shared only under an equal one; empty to share with everybody
     */
    public static BlockHash root(String adapter, String salt) {
        byte[] adapterBytes = adapter.getBytes(StandardCharsets.UTF_8);
        byte[] saltBytes = salt.getBytes(StandardCharsets.UTF_8);
        ByteBuffer content =
                ByteBuffer.allocate(Integer.BYTES + adapterBytes.length + saltBytes.length)
                        .putInt(adapterBytes.length)
                        .put(adapterBytes)
                        .put(saltBytes);
        return of(Digest.newMessageDigest(), content.array());
    }

    /**
     * Names of the full blocks at the beginning of some tokens; an incomplete last block has none.
     *
     * @param blockTokens tokens of a block, at least 1
     * @param count tokens to look at, from the first
     */
    public static List<BlockHash> chain(BlockHash root, int[] tokens, int count, int blockTokens) {
        MessageDigest digest = Digest.newMessageDigest();
        ByteBuffer content = ByteBuffer.allocate(BYTES + blockTokens * Integer.BYTES);
        List<BlockHash> chain = new ArrayList<>(count / blockTokens);
        BlockHash parent = root;
        for (int start = 0; start + blockTokens <= count; start += blockTokens) {
            content.clear().putLong(parent.high).putLong(parent.low);
            for (int i = start; i < start + blockTokens; i++) {
                content.putInt(tokens[i]);
            }
            parent = of(digest, content.array());
            chain.add(parent);
        }
        return chain;
    }

    private static BlockHash of(MessageDigest digest, byte[] content) {
        ByteBuffer hash = ByteBuffer.wrap(digest.digest(content));
        return new BlockHash(hash.getLong(), hash.getLong());
    }
}
