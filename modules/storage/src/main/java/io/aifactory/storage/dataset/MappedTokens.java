package io.aifactory.storage.dataset;

import io.aifactory.contracts.dataset.DatasetManifest;
import io.aifactory.contracts.dataset.TokenShard;
import io.aifactory.contracts.error.ErrorCode;
import io.aifactory.contracts.error.FactoryException;
import io.aifactory.storage.BlobStore;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Objects;

/** Token shards mapped into memory; closing the arena they were opened with unmaps them. */
public final class MappedTokens implements TokenStream {
    private static final ValueLayout.OfShort TWO_BYTES =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfInt FOUR_BYTES =
            ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final List<MemorySegment> shards;
    private final long[] starts;
    private final int tokenBytes;
    private final int vocabulary;

    private MappedTokens(
            List<MemorySegment> shards, long[] starts, int tokenBytes, int vocabulary) {
        this.shards = shards;
        this.starts = starts;
        this.tokenBytes = tokenBytes;
        this.vocabulary = vocabulary;
    }

    /**
     * Maps shards after comparing each with its digest.
     *
     * @throws FactoryException {@code CONTENT_DAMAGED} if a shard does not match its digest or its
     *     declared length, {@code NOT_FOUND} if one is missing
     */
    public static MappedTokens open(
            BlobStore store, DatasetManifest dataset, List<TokenShard> shards, Arena arena)
            throws IOException {
        if (dataset.tokenBytes() != 2 && dataset.tokenBytes() != 4) {
            throw new FactoryException(
                    ErrorCode.INVALID_REQUEST,
                    "dataset '%s' stores tokens in %d bytes; this trainer reads 2 or 4"
                            .formatted(dataset.name(), dataset.tokenBytes()));
        }
        MemorySegment[] mapped = new MemorySegment[shards.size()];
        long[] starts = new long[shards.size() + 1];
        for (int i = 0; i < mapped.length; i++) {
            TokenShard shard = shards.get(i);
            store.verify(shard.data());
            mapped[i] = map(store, shard, dataset.tokenBytes(), arena);
            starts[i + 1] = starts[i] + shard.tokens();
        }
        return new MappedTokens(
                List.of(mapped), starts, dataset.tokenBytes(), dataset.vocabulary());
    }

    private static MemorySegment map(BlobStore store, TokenShard shard, int tokenBytes, Arena arena)
            throws IOException {
        try (FileChannel file =
                FileChannel.open(store.localFile(shard.data()), StandardOpenOption.READ)) {
            MemorySegment segment = file.map(FileChannel.MapMode.READ_ONLY, 0, file.size(), arena);
            if (segment.byteSize() != shard.tokens() * tokenBytes) {
                throw new FactoryException(
                        ErrorCode.CONTENT_DAMAGED,
                        "shard %s should hold %,d tokens but has %,d bytes; ingest the dataset again"
                                .formatted(shard.data(), shard.tokens(), segment.byteSize()));
            }
            return segment;
        }
    }

    @Override
    public long size() {
        return starts[starts.length - 1];
    }

    @Override
    public int[] read(long position, int length) {
        Objects.checkFromIndexSize(position, length, size());
        int[] window = new int[length];
        int shard = shardOf(position);
        for (int i = 0; i < length; i++) {
            long at = position + i;
            while (at >= starts[shard + 1]) {
                shard++;
            }
            window[i] = token(shard, at - starts[shard]);
        }
        return window;
    }

    private int token(int shard, long index) {
        MemorySegment segment = shards.get(shard);
        int id =
                tokenBytes == 2
                        ? Short.toUnsignedInt(segment.get(TWO_BYTES, index * 2))
                        : segment.get(FOUR_BYTES, index * 4);
        if (id < 0 || id >= vocabulary) {
            throw new FactoryException(
                    ErrorCode.CONTENT_DAMAGED,
                    "token %d of shard %d is outside the vocabulary of %d; ingest the dataset again"
                            .formatted(Integer.toUnsignedLong(id), shard, vocabulary));
        }
        return id;
    }

    private int shardOf(long position) {
        int shard = 0;
        while (position >= starts[shard + 1] && shard + 2 < starts.length) {
            shard++;
        }
        return shard;
    }
}
