package io.aifactory.ingestion.pipeline;

import io.aifactory.contracts.Digest;
import io.aifactory.contracts.dataset.DocumentEntry;
import io.aifactory.contracts.dataset.TokenShard;
import io.aifactory.storage.BlobStore;
import io.aifactory.storage.Manifests;
import io.aifactory.tokenization.Tokenizer;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Token shards of both parts and the index of their documents. */
final class TokenisedDocuments implements AutoCloseable {
    private static final int LARGEST_SHORT_VOCABULARY = 1 << 16;

    private final BlobStore store;
    private final WorkFolder folder;
    private final Tokenizer tokenizer;
    private final int endOfText;
    private final int tokenBytes;
    private final ShardWriter train;
    private final ShardWriter heldOut;
    private final Path trainIndex;
    private final Path heldOutIndex;
    private final OutputStream trainEntries;
    private final OutputStream heldOutEntries;

    TokenisedDocuments(BlobStore store, WorkFolder folder, Tokenizer tokenizer, int shardTokens) {
        this.store = store;
        this.folder = folder;
        this.tokenizer = tokenizer;
        this.endOfText = tokenizer.tokenId(Recipe.END_OF_TEXT).orElseThrow();
        this.tokenBytes =
                tokenizer.vocabularySize() <= LARGEST_SHORT_VOCABULARY
                        ? Short.BYTES
                        : Integer.BYTES;
        this.train = new ShardWriter(store, folder, "train", tokenBytes, shardTokens);
        this.heldOut = new ShardWriter(store, folder, "held-out", tokenBytes, shardTokens);
        this.trainIndex = folder.path().resolve("train.jsonl");
        this.heldOutIndex = folder.path().resolve("held-out.jsonl");
        try {
            this.trainEntries = new BufferedOutputStream(Files.newOutputStream(trainIndex));
            this.heldOutEntries = new BufferedOutputStream(Files.newOutputStream(heldOutIndex));
        } catch (IOException e) {
            throw folder.writeFailed(e);
        }
    }

    void add(KeptDocument document, boolean isHeldOut) {
        int[] ids = tokenizer.encode(document.text());
        long textBytes = document.text().getBytes(StandardCharsets.UTF_8).length;
        (isHeldOut ? heldOut : train).add(ids, endOfText, textBytes);
        DocumentEntry entry =
                new DocumentEntry(
                        document.id(),
                        document.source(),
                        document.path(),
                        document.offset(),
                        textBytes,
                        ids.length + 1L,
                        isHeldOut,
                        document.labels());
        try {
            OutputStream index = isHeldOut ? heldOutEntries : trainEntries;
            index.write(Manifests.canonicalBytes(entry));
            index.write('\n');
        } catch (IOException e) {
            throw folder.writeFailed(e);
        }
    }

    int endOfText() {
        return endOfText;
    }

    int tokenBytes() {
        return tokenBytes;
    }

    List<TokenShard> trainShards() {
        return train.finish();
    }

    List<TokenShard> heldOutShards() {
        return heldOut.finish();
    }

    /** Publishes the index: the training part, then the held-out part, each in shard order. */
    Digest index() {
        try {
            trainEntries.close();
            heldOutEntries.close();
            try (OutputStream both =
                    Files.newOutputStream(trainIndex, java.nio.file.StandardOpenOption.APPEND)) {
                Files.copy(heldOutIndex, both);
            }
            return store.put(trainIndex);
        } catch (IOException e) {
            throw folder.writeFailed(e);
        }
    }

    @Override
    public void close() {
        train.close();
        heldOut.close();
        try {
            trainEntries.close();
            heldOutEntries.close();
        } catch (IOException e) {
            throw folder.writeFailed(e);
        }
    }
}
