package io.aifactory.factory.demo;

import io.aifactory.factory.client.DatasetSummary;
import io.aifactory.factory.client.FactoryClient;
import io.aifactory.factory.client.IngestionJob;
import io.aifactory.factory.console.Console;
import io.aifactory.factory.console.Messages;
import java.time.Duration;
import java.util.Map;

/** Step 2: documents become a dataset version. */
final class IngestStep {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final int HELD_OUT_PERCENT = 5;
    private static final double MEGA = 1e6;

    private final DemoSettings settings;
    private final FactoryClient client;
    private final Console console;
    private final Cancellation cancellation;

    IngestStep(
            DemoSettings settings,
            FactoryClient client,
            Console console,
            Cancellation cancellation) {
        this.settings = settings;
        this.client = client;
        this.console = console;
        this.cancellation = cancellation;
    }

    DatasetSummary run() throws InterruptedException {
        console.line(Messages.text("demo.ingest", String.join(", ", settings.sources())));
        IngestionJob job =
                client.post(
                        "/api/v1/datasets",
                        Map.of(
                                "name", settings.name(),
                                "sources", settings.sources(),
                                "vocabulary", settings.vocabulary(),
                                "heldOutPercent", HELD_OUT_PERCENT,
                                "seed", 1),
                        IngestionJob.class);
        String path = "/api/v1/ingestion-jobs/" + job.id();
        cancellation.arm(() -> client.delete(path));
        try (Console.Progress progress = console.progress(Messages.text("demo.ingest.label"))) {
            while (!JobStates.hasEnded(job.state())) {
                String stage = job.stage() == null ? job.state() : job.stage();
                progress.update(
                        job.progress(),
                        Messages.text("demo.ingest.progress", stage, job.documentsRead()));
                Thread.sleep(POLL);
                job = client.get(path, IngestionJob.class);
            }
        }
        cancellation.disarm();
        if (!JobStates.hasSucceeded(job.state()) || job.dataset() == null) {
            throw new DemoFailure(
                    Messages.text(
                            "demo.ingest.failed", JobStates.reason(job.state(), job.error())));
        }
        DatasetSummary dataset =
                client.get("/api/v1/datasets/" + job.dataset(), DatasetSummary.class);
        print(job, dataset);
        return dataset;
    }

    private void print(IngestionJob job, DatasetSummary dataset) {
        boolean reused = job.documentsRead() == 0;
        console.line(
                reused
                        ? Messages.text("demo.ingest.reused")
                        : Messages.text(
                                "demo.ingest.documents",
                                job.documentsRead(),
                                job.documentsKept(),
                                job.duplicates(),
                                job.bytes() / MEGA));
        console.line(
                Messages.text(
                        "demo.ingest.dataset",
                        dataset.digest(),
                        dataset.vocabulary(),
                        dataset.trainTokens(),
                        dataset.heldOutTokens(),
                        dataset.heldOutTokens() == 0
                                ? 0.0
                                : (double) dataset.heldOutBytes() / dataset.heldOutTokens()));
    }
}
