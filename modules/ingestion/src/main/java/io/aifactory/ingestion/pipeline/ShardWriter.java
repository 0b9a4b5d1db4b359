package io.aifactory.ingestion.pipeline;

import io.aifactory.contracts.Digest;
import io.aifactory.contracts.dataset.TokenShard;
import io.aifactory.storage.BlobStore;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes token ids of whole documents into shards. A finished shard is a blob at once; nothing
 * refers to it before the manifest does.
 */
final class ShardWriter implements AutoCloseable {
    private static final int BUFFER = 1 << 18;

    private final BlobStore store;
    private final WorkFolder folder;
    private final String name;
    private final int tokenBytes;
    private final int shardTokens;
    private final List<TokenShard> shards = new ArrayList<>();
    private @Nullable OutputStream data;
    private final List<Long> ends = new ArrayList<>();
    private long tokens;
    private long textBytes;

    /**
     * @param name of its files in the folder
     * @param tokenBytes 2 or 4
     */
    ShardWriter(BlobStore store, WorkFolder folder, String name, int tokenBytes, int shardTokens) {
        this.store = store;
        this.folder = folder;
        this.name = name;
        this.tokenBytes = tokenBytes;
        this.shardTokens = shardTokens;
    }

    /** Appends a document and, after it, the end-of-text id. */
    void add(int[] ids, int endOfText, long documentTextBytes) {
        ByteBuffer bytes =
                ByteBuffer.allocate((ids.length + 1) * tokenBytes).order(ByteOrder.LITTLE_ENDIAN);
        for (int id : ids) {
            put(bytes, id);
        }
        put(bytes, endOfText);
        try {
            OutputStream out = data;
            if (out == null) {
                out = new BufferedOutputStream(Files.newOutputStream(file()), BUFFER);
                data = out;
            }
            out.write(bytes.array());
        } catch (IOException e) {
            throw folder.writeFailed(e);
        }
        tokens += ids.length + 1L;
        textBytes += documentTextBytes;
        ends.add(tokens);
        if (tokens >= shardTokens) {
            finishShard();
        }
    }

    /** Publishes the last shard and returns all of them in order. */
    List<TokenShard> finish() {
        if (!ends.isEmpty()) {
            finishShard();
        }
        return List.copyOf(shards);
    }

    private void finishShard() {
        close();
        ByteBuffer index =
                ByteBuffer.allocate(ends.size() * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        ends.forEach(index::putLong);
        try {
            Digest blob = store.put(file());
            Files.delete(file());
            shards.add(
                    new TokenShard(blob, tokens, store.put(index.array()), ends.size(), textBytes));
        } catch (IOException e) {
            throw folder.writeFailed(e);
        }
        ends.clear();
        tokens = 0;
        textBytes = 0;
    }

    private void put(ByteBuffer bytes, int id) {
        if (tokenBytes == Short.BYTES) {
            bytes.putShort((short) id);
        } else {
            bytes.putInt(id);
        }
    }

    private Path file() {
        return folder.path().resolve(name + ".tokens");
    }

    @Override
    public void close() {
        OutputStream out = data;
        data = null;
        if (out != null) {
            try {
                out.close();
            } catch (IOException e) {
                throw folder.writeFailed(e);
            }
        }
    }
}
