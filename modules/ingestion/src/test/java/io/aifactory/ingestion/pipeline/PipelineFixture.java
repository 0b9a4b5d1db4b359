package io.aifactory.ingestion.pipeline;

import io.aifactory.contracts.Digest;
import io.aifactory.contracts.dataset.DatasetManifest;
import io.aifactory.contracts.dataset.TokenShard;
import io.aifactory.ingestion.source.ArtifactResolver;
import io.aifactory.ingestion.source.SourceLimits;
import io.aifactory.ingestion.source.SourceResolver;
import io.aifactory.ingestion.source.SourceUri;
import io.aifactory.storage.BlobStore;
import io.aifactory.storage.FileBlobStore;
import io.aifactory.tokenization.Tokenizer;
import io.aifactory.tokenization.TokenizerJson;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs pipelines over files of a test and reads what they publish. */
final class PipelineFixture implements JobControl {
    static final SourceLimits LIMITS = new SourceLimits(1L << 30, 10_000, 200);

    final BlobStore store;
    final List<String> warnings = new ArrayList<>();
    final List<Progress> progress = new ArrayList<>();
    final Map<Digest, Digest> versions = new HashMap<>();
    private final Path work;
    SourceLimits limits = LIMITS;
    MemoryBudget memory = MemoryBudget.ofHeap();
    Runnable cancellation = () -> {};
    ArtifactResolver artifacts =
            (coordinate, folder) -> {
                throw new IllegalStateException("no artifacts in this test");
            };

    PipelineFixture(Path root) {
        this(root, 0);
    }

    PipelineFixture(Path root, long quota) {
        store = new FileBlobStore(root.resolve("storage"), quota);
        work = root.resolve("work");
    }

    static Recipe recipe() {
        return new Recipe(300, 20, 1, "text", 3, 1_000, 1 << 20);
    }

    Dataset run(Recipe recipe, String... sources) {
        try (WorkFolder folder = WorkFolder.createIn(work)) {
            Dataset dataset =
                    new DatasetPipeline(store, limits, memory, this, folder, "corpus", recipe)
                            .run(
                                    new SourceResolver(
                                            artifacts, limits, true, folder.path(), cancellation),
                                    Arrays.stream(sources).map(SourceUri::parse).toList(),
                                    key -> Optional.ofNullable(versions.get(key)));
            versions.put(dataset.key(), dataset.digest());
            return dataset;
        }
    }

    Path work() {
        return work;
    }

    Tokenizer tokenizer(DatasetManifest manifest) {
        return TokenizerJson.read(store.read(manifest.tokenizer(), 1 << 24));
    }

    /** The documents of shards, decoded; each without its end-of-text id. */
    List<String> texts(DatasetManifest manifest, List<TokenShard> shards) {
        Tokenizer tokenizer = tokenizer(manifest);
        List<String> texts = new ArrayList<>();
        for (TokenShard shard : shards) {
            ByteBuffer data = bytes(shard.data());
            ByteBuffer ends = bytes(shard.documentEnds());
            long start = 0;
            while (ends.hasRemaining()) {
                long end = ends.getLong();
                int[] ids = new int[(int) (end - start)];
                for (int i = 0; i < ids.length; i++) {
                    ids[i] =
                            manifest.tokenBytes() == 2
                                    ? Short.toUnsignedInt(data.getShort())
                                    : data.getInt();
                }
                if (ids[ids.length - 1] != manifest.endOfText()) {
                    throw new AssertionError("a document does not end with end-of-text");
                }
                texts.add(tokenizer.decode(Arrays.copyOf(ids, ids.length - 1)));
                start = end;
            }
            if (data.hasRemaining() || start != shard.tokens()) {
                throw new AssertionError("the shard has other tokens than its index says");
            }
        }
        return texts;
    }

    List<String> index(DatasetManifest manifest) {
        return new String(store.read(manifest.documents(), 1 << 24), StandardCharsets.UTF_8)
                .lines()
                .toList();
    }

    private ByteBuffer bytes(Digest digest) {
        return ByteBuffer.wrap(store.read(digest, 1 << 26)).order(ByteOrder.LITTLE_ENDIAN);
    }

    @Override
    public void checkCancelled() {
        cancellation.run();
    }

    @Override
    public void progress(Progress now) {
        progress.add(now);
    }

    @Override
    public void warning(String text) {
        warnings.add(text);
    }
}
