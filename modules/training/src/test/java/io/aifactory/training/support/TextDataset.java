package io.aifactory.training.support;

import io.aifactory.contracts.Digest;
import io.aifactory.contracts.dataset.DatasetManifest;
import io.aifactory.contracts.dataset.DatasetStatistics;
import io.aifactory.contracts.dataset.TokenShard;
import io.aifactory.storage.BlobStore;
import io.aifactory.storage.Manifests;
import io.aifactory.tokenization.BytePairTrainer;
import io.aifactory.tokenization.Tokenizer;
import io.aifactory.tokenization.TokenizerJson;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Made-up sentences with a real byte-level tokenizer. */
public final class TextDataset {
    private static final List<String> SUBJECTS = List.of("the ship", "a storm", "my neighbour");
    private static final List<String> VERBS = List.of("crosses", "forgets", "will repair");
    private static final List<String> OBJECTS = List.of("the old bridge", "every letter", "rain");
    private static final int VOCABULARY = 320;

    private TextDataset() {}

    /** Publishes 60 training and 6 held-out documents of 20 sentences. */
    public static Digest publish(BlobStore store) {
        List<String> train = documents(60, 1);
        List<String> heldOut = documents(6, 2);
        BytePairTrainer trainer = new BytePairTrainer(VOCABULARY, 1, List.of("<|endoftext|>"));
        train.forEach(trainer::add);
        Tokenizer tokenizer = trainer.train(ids -> {});
        return new Manifests(store)
                .publish(
                        new DatasetManifest(
                                DatasetManifest.FORMAT,
                                "sentences",
                                store.put(TokenizerJson.write(tokenizer)),
                                tokenizer.vocabularySize(),
                                0,
                                2,
                                List.of(shard(store, tokenizer, train)),
                                List.of(shard(store, tokenizer, heldOut)),
                                store.put(new byte[0]),
                                Map.of(),
                                List.of(),
                                new DatasetStatistics(66, 66, 0, Map.of(), 0, 0)));
    }

    private static List<String> documents(int count, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        return IntStream.range(0, count)
                .mapToObj(i ->
                        IntStream.range(0, 20)
                                .mapToObj(j -> sentence(random))
                                .collect(Collectors.joining(" ")))
                .toList();
    }

    private static String sentence(SplittableRandom random) {
        return SUBJECTS.get(random.nextInt(3))
                + " "
                + VERBS.get(random.nextInt(3))
                + " "
                + OBJECTS.get(random.nextInt(3))
                + ".";
    }

    private static TokenShard shard(BlobStore store, Tokenizer tokenizer, List<String> documents) {
        ByteBuffer data = ByteBuffer.allocate(1 << 20).order(ByteOrder.LITTLE_ENDIAN);
        ByteBuffer ends =
                ByteBuffer.allocate(documents.size() * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        long bytes = 0;
        for (String document : documents) {
            for (int id : tokenizer.encode(document)) {
                data.putShort((short) id);
            }
            data.putShort((short) 0);
            ends.putLong(data.position() / 2);
            bytes += document.getBytes(StandardCharsets.UTF_8).length;
        }
        byte[] tokens = java.util.Arrays.copyOf(data.array(), data.position());
        return new TokenShard(
                store.put(tokens),
                tokens.length / 2,
                store.put(ends.array()),
                documents.size(),
                bytes);
    }
}
