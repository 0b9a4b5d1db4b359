package io.aifactory.ingestion.pipeline;

import io.aifactory.contracts.Digest;
import io.aifactory.contracts.dataset.DataSource;
import io.aifactory.contracts.dataset.DatasetManifest;
import io.aifactory.contracts.error.ErrorCode;
import io.aifactory.contracts.error.FactoryException;
import io.aifactory.ingestion.pipeline.Progress.Stage;
import io.aifactory.ingestion.source.Candidate;
import io.aifactory.ingestion.source.ResolvedSource;
import io.aifactory.ingestion.source.SourceLimits;
import io.aifactory.ingestion.source.SourceReader;
import io.aifactory.ingestion.source.SourceResolver;
import io.aifactory.ingestion.source.SourceUri;
import io.aifactory.storage.BlobStore;
import io.aifactory.storage.Manifests;
import io.aifactory.tokenization.BytePairTrainer;
import io.aifactory.tokenization.Tokenizer;
import io.aifactory.tokenization.TokenizerJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Makes one dataset version. Idempotent: run again after any interruption it gives the same bytes.
 * Used once, by one thread.
 */
public final class DatasetPipeline {
    private static final int MAX_WARNINGS = 20;

    private final BlobStore store;
    private final SourceLimits limits;
    private final MemoryBudget memory;
    private final JobControl control;
    private final WorkFolder folder;
    private final String name;
    private final Recipe recipe;
    private final Tally tally = new Tally();
    private Progress progress = Progress.NONE;
    private int warnings;

    public DatasetPipeline(
            BlobStore store,
            SourceLimits limits,
            MemoryBudget memory,
            JobControl control,
            WorkFolder folder,
            String name,
            Recipe recipe) {
        this.store = store;
        this.limits = limits;
        this.memory = memory;
        this.control = control;
        this.folder = folder;
        this.name = name;
        this.recipe = recipe;
    }

    /**
     * Runs all stages.
     *
     * @throws FactoryException {@code SOURCE_UNREADABLE}, {@code CORPUS_EMPTY}, {@code
     *     LIMIT_EXCEEDED} or {@code STORAGE_FULL}; nothing refers to what was written then
     */
    public Dataset run(SourceResolver resolver, List<SourceUri> uris, ExistingVersions existing) {
        List<ResolvedSource> sources = resolve(resolver, uris);
        List<DataSource> data = sources.stream().map(ResolvedSource::data).toList();
        Digest key = new VersionKey(name, recipe.parameters(), data).digest();
        Optional<Digest> known = existing.find(key).filter(store::contains);
        if (known.isPresent()) {
            report(Stage.DONE, 1, "the same version exists");
            return new Dataset(known.get(), new Manifests(store).dataset(known.get()), key, false);
        }
        try (Spool documents = new Spool(folder)) {
            read(sources, documents);
            HeldOutSplit split = split(documents);
            Tokenizer tokenizer = trainTokenizer(documents, split);
            DatasetManifest manifest = tokenise(documents, split, tokenizer, data);
            control.checkCancelled();
            report(Stage.PUBLISHING, 0.5, "publishing the manifest");
            return new Dataset(new Manifests(store).publish(manifest), manifest, key, true);
        }
    }

    private List<ResolvedSource> resolve(SourceResolver resolver, List<SourceUri> uris) {
        List<ResolvedSource> sources = new ArrayList<>();
        for (SourceUri uri : uris) {
            control.checkCancelled();
            report(
                    Stage.RESOLVING,
                    (double) sources.size() / uris.size(),
                    "looking at " + uri.text());
            sources.add(resolver.resolve(uri));
        }
        return sources;
    }

    private void read(List<ResolvedSource> sources, Spool documents) {
        long total = sources.stream().mapToLong(s -> s.data().bytes()).sum();
        long[] done = {0};
        SourceReader reader =
                new SourceReader(recipe.readingRules(), limits, control::checkCancelled);
        DocumentFilter filter = new DocumentFilter(recipe, memory);
        for (ResolvedSource source : sources) {
            String uri = source.data().uri();
            report(Stage.READING, share(done[0], total), "reading " + uri);
            reader.read(
                    source,
                    candidate -> {
                        control.checkCancelled();
                        warn(candidate);
                        count(filter.judge(uri, candidate), documents);
                        report(Stage.READING, share(done[0], total), "reading " + uri);
                    },
                    bytes -> done[0] += bytes);
        }
        if (tally.kept() == 0) {
            throw new FactoryException(
                    ErrorCode.CORPUS_EMPTY,
                    "The sources contain no usable text: "
                            + tally.read()
                            + " documents were read"
                            + (tally.rejections().isEmpty()
                                    ? ""
                                    : ", rejected: " + tally.rejections())
                            + ". Give text, Markdown, source code or JSON lines in UTF-8.");
        }
    }

    private void count(DocumentFilter.Verdict verdict, Spool documents) {
        switch (verdict) {
            case DocumentFilter.Verdict.Rejected(var reason) -> tally.reject(reason);
            case DocumentFilter.Verdict.Duplicate() -> tally.duplicate();
            case DocumentFilter.Verdict.Kept(var document, long bytes, long replaced) -> {
                tally.keep(bytes, replaced);
                documents.add(document);
            }
        }
    }

    /** Only what the user can mend: a wrong language or a short text needs no words. */
    private void warn(Candidate candidate) {
        if (candidate instanceof Candidate.Unusable unusable && warnings < MAX_WARNINGS) {
            switch (unusable.reason()) {
                case MALFORMED_JSON, NO_TEXT, MALFORMED_LINE, NOT_UTF8, TOO_LONG, UNSAFE_NAME -> {
                    warnings++;
                    String line = unusable.offset() > 0 ? " line " + unusable.offset() : "";
                    control.warning(unusable.path() + line + " " + unusable.detail());
                }
                case BINARY, EMPTY, TOO_SHORT, OTHER_LANGUAGE -> {}
            }
        }
    }

    private HeldOutSplit split(Spool documents) {
        return HeldOutSplit.of(documents.splitKeys(), recipe.heldOutPercent())
                .orElseThrow(() ->
                        new FactoryException(
                                ErrorCode.CORPUS_EMPTY,
                                "The sources give a single document; at least two are"
                                        + " needed, one to learn from and one to evaluate"
                                        + " on. Add text."));
    }

    private Tokenizer trainTokenizer(Spool documents, HeldOutSplit split) {
        report(Stage.TRAINING_TOKENIZER, 0, "counting words");
        BytePairTrainer trainer =
                new BytePairTrainer(
                        recipe.vocabulary(),
                        Recipe.MINIMUM_PAIR_FREQUENCY,
                        List.of(Recipe.END_OF_TEXT));
        documents.forEach(document -> {
            control.checkCancelled();
            if (!split.isHeldOut(document.splitKey())) {
                trainer.add(document.text());
                memory.requireWords(trainer.memoryBytes(), document.source());
            }
        });
        return trainer.train(size -> {
            control.checkCancelled();
            report(
                    Stage.TRAINING_TOKENIZER,
                    share(size, recipe.vocabulary()),
                    size + " of " + recipe.vocabulary() + " tokens");
        });
    }

    private DatasetManifest tokenise(
            Spool documents, HeldOutSplit split, Tokenizer tokenizer, List<DataSource> sources) {
        try (TokenisedDocuments tokenised =
                new TokenisedDocuments(store, folder, tokenizer, recipe.shardTokens())) {
            long[] done = {0};
            documents.forEach(document -> {
                control.checkCancelled();
                tokenised.add(document, split.isHeldOut(document.splitKey()));
                report(
                        Stage.TOKENISING,
                        share(++done[0], tally.kept()),
                        done[0] + " of " + tally.kept() + " documents");
            });
            report(Stage.PUBLISHING, 0, "publishing shards");
            return new DatasetManifest(
                    DatasetManifest.FORMAT,
                    name,
                    store.put(TokenizerJson.write(tokenizer)),
                    tokenizer.vocabularySize(),
                    tokenised.endOfText(),
                    tokenised.tokenBytes(),
                    tokenised.trainShards(),
                    tokenised.heldOutShards(),
                    tokenised.index(),
                    recipe.parameters(),
                    sources,
                    tally.statistics());
        }
    }

    private static double share(long done, long total) {
        return total == 0 ? 1 : (double) done / total;
    }

    private void report(Stage stage, double share, String message) {
        progress = progress.in(stage, share, message).with(tally);
        control.progress(progress);
    }
}
