package io.aifactory.ingestion.job;

import io.aifactory.contracts.error.ErrorCode;
import io.aifactory.contracts.error.FactoryException;
import io.aifactory.contracts.retry.Backoff;
import io.aifactory.ingestion.IngestionConfig;
import io.aifactory.ingestion.pipeline.Dataset;
import io.aifactory.ingestion.pipeline.DatasetPipeline;
import io.aifactory.ingestion.pipeline.JobControl;
import io.aifactory.ingestion.pipeline.MemoryBudget;
import io.aifactory.ingestion.pipeline.Recipe;
import io.aifactory.ingestion.pipeline.WorkFolder;
import io.aifactory.ingestion.source.ArtifactResolver;
import io.aifactory.ingestion.source.SourceLimits;
import io.aifactory.ingestion.source.SourceResolver;
import io.aifactory.ingestion.source.SourceUri;
import io.aifactory.storage.BlobStore;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** Takes orders for dataset versions and has them made. */
@ApplicationScoped
public class Ingestion {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,95}");
    private static final int MAX_SOURCES = 100;
    private static final int MAX_SOURCE_CHARACTERS = 4_096;

    /** Long enough for a server that starts again, short enough for somebody who waits. */
    private static final Backoff DATABASE_RETRIES =
            Backoff.fresh(Duration.ofMillis(200), Duration.ofSeconds(30));

    private final IngestionConfig config;
    private final JobBook book;
    private final BlobStore store;
    private final ArtifactResolver artifacts;
    private final Clock clock;
    private final JobRunner runner;

    public Ingestion(
            IngestionConfig config,
            JobBook book,
            BlobStore store,
            ArtifactResolver artifacts,
            Clock clock) {
        this.config = config;
        this.book = book;
        this.store = store;
        this.artifacts = artifacts;
        this.clock = clock;
        this.runner =
                new JobRunner(book, this::make, clock, config.progressInterval(), DATABASE_RETRIES);
    }

    void start(@Observes StartupEvent event) {
        WorkFolder.removeLeftovers(config.workFolder());
        runner.start();
    }

    void stop(@Observes ShutdownEvent event) {
        runner.stop();
    }

    /**
     * Accepts an order.
     *
     * @throws FactoryException {@code INVALID_REQUEST}, {@code SOURCE_UNREADABLE} for a path that
     *     is not there, {@code UNSUPPORTED} for local sources where they are switched off, {@code
     *     QUEUE_FULL}
     */
    public IngestionJob order(String name, List<String> sources, Recipe recipe) {
        if (!NAME.matcher(name).matches()) {
            throw new FactoryException(
                            ErrorCode.INVALID_REQUEST,
                            "'"
                                    + name
                                    + "' is not a dataset name; use up to 96 lower-case letters,"
                                    + " digits, dots, hyphens and underscores.")
                    .withParameter("name");
        }
        if (sources.isEmpty() || sources.size() > MAX_SOURCES) {
            throw new FactoryException(
                            ErrorCode.INVALID_REQUEST, "Give 1 to " + MAX_SOURCES + " sources.")
                    .withParameter("sources");
        }
        sources.forEach(this::check);
        if (book.queued() >= config.maxQueuedJobs()) {
            throw new FactoryException(
                    ErrorCode.QUEUE_FULL,
                    config.maxQueuedJobs() + " jobs wait already; try again when one has ended.");
        }
        // Microseconds: what PostgreSQL keeps.
        IngestionJob.Queued job =
                new IngestionJob.Queued(
                        new JobSpec(
                                UUID.randomUUID(),
                                name,
                                sources,
                                recipe,
                                clock.instant().truncatedTo(ChronoUnit.MICROS)));
        runner.submit(job);
        return job;
    }

    private void check(String source) {
        if (source.length() > MAX_SOURCE_CHARACTERS) {
            throw new FactoryException(
                            ErrorCode.LIMIT_EXCEEDED,
                            "A source has more than " + MAX_SOURCE_CHARACTERS + " characters.")
                    .withParameter("sources");
        }
        if (SourceUri.parse(source) instanceof SourceUri.Local local) {
            SourceResolver.requireLocalAllowed(config.localSourcesEnabled());
            if (!Files.isReadable(local.path())) {
                throw new FactoryException(
                                ErrorCode.SOURCE_UNREADABLE,
                                "Source '"
                                        + source
                                        + "' is not there or may not be read; give the path of a"
                                        + " file or folder on the factory's machine.")
                        .withParameter("sources");
            }
        }
    }

    /** Cancels a job; empty if there is none. */
    public Optional<IngestionJob> cancel(UUID id) {
        return runner.cancel(id);
    }

    private Dataset make(JobSpec spec, JobControl control) {
        SourceLimits limits =
                new SourceLimits(
                        config.maxSourceBytes().asLongValue(),
                        config.maxSourceFiles(),
                        config.maxExpansion());
        try (WorkFolder folder = WorkFolder.createIn(config.workFolder())) {
            SourceResolver resolver =
                    new SourceResolver(
                            artifacts,
                            limits,
                            config.localSourcesEnabled(),
                            folder.path(),
                            control::checkCancelled);
            return new DatasetPipeline(
                            store,
                            limits,
                            MemoryBudget.ofHeap(),
                            control,
                            folder,
                            spec.name(),
                            spec.recipe())
                    .run(
                            resolver,
                            spec.sources().stream().map(SourceUri::parse).toList(),
                            book::versionOf);
        }
    }
}
