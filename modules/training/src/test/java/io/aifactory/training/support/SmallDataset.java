package io.aifactory.training.support;

import io.aifactory.contracts.Digest;
import io.aifactory.contracts.dataset.DatasetManifest;
import io.aifactory.contracts.dataset.DatasetStatistics;
import io.aifactory.contracts.dataset.TokenShard;
import io.aifactory.storage.BlobStore;
import io.aifactory.storage.Manifests;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** A dataset of a few documents over 64 ids; id 0 ends documents, every other one is one byte. */
public final class SmallDataset {
    public static final int VOCABULARY = 64;
    public static final int END_OF_TEXT = 0;
    public static final String TOKENIZER = "{\"version\":\"1.0\"}";

    private SmallDataset() {}

    /** Publishes 40 training and 4 held-out documents of 50 tokens. */
    public static Digest publish(BlobStore store) {
        return publish(store, 40, 4, TOKENIZER.getBytes(StandardCharsets.UTF_8));
    }

    /** Publishes documents of 50 tokens, the end included. */
    public static Digest publish(BlobStore store, int train, int heldOut, byte[] tokenizer) {
        return new Manifests(store)
                .publish(
                        new DatasetManifest(
                                DatasetManifest.FORMAT,
                                "small",
                                store.put(tokenizer),
                                VOCABULARY,
                                END_OF_TEXT,
                                2,
                                shards(store, train, 1),
                                shards(store, heldOut, 2),
                                store.put(new byte[0]),
                                Map.of(),
                                List.of(),
                                new DatasetStatistics(
                                        train + heldOut, train + heldOut, 0, Map.of(), 0, 0)));
    }

    /** Tokens that follow a pattern, so that there is something to learn. */
    public static int[] tokens(int documents, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int[] tokens = new int[documents * 50];
        for (int i = 0; i < tokens.length; i++) {
            boolean end = i % 50 == 49;
            int next = i == 0 ? 7 : 1 + (tokens[i - 1] * 5 + random.nextInt(3)) % 63;
            tokens[i] = end ? END_OF_TEXT : next;
        }
        return tokens;
    }

    private static List<TokenShard> shards(BlobStore store, int documents, long seed) {
        if (documents == 0) {
            return List.of();
        }
        int first = documents / 2;
        int[] tokens = tokens(documents, seed);
        return first == 0
                ? List.of(shard(store, tokens, 0, documents))
                : List.of(
                        shard(store, tokens, 0, first),
                        shard(store, tokens, first, documents - first));
    }

    private static TokenShard shard(BlobStore store, int[] tokens, int from, int documents) {
        ByteBuffer data = ByteBuffer.allocate(documents * 100).order(ByteOrder.LITTLE_ENDIAN);
        ByteBuffer ends = ByteBuffer.allocate(documents * 8).order(ByteOrder.LITTLE_ENDIAN);
        for (int document = 0; document < documents; document++) {
            for (int i = 0; i < 50; i++) {
                data.putShort((short) tokens[(from + document) * 50 + i]);
            }
            ends.putLong((document + 1) * 50L);
        }
        return new TokenShard(
                store.put(data.array()),
                documents * 50L,
                store.put(ends.array()),
                documents,
                documents * 49L);
    }
}
