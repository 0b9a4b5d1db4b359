package io.aifactory.factory.demo;

import io.aifactory.factory.client.DatasetSummary;
import io.aifactory.factory.client.FactoryClient;
import io.aifactory.factory.client.TrainingJob;
import io.aifactory.factory.console.Console;
import io.aifactory.factory.console.Messages;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Step 3: a dataset version becomes a model, beside the bigram baseline. */
final class TrainStep {
    private static final Duration POLL = Duration.ofMillis(300);

    private final DemoSettings settings;
    private final FactoryClient client;
    private final Console console;
    private final Cancellation cancellation;

    TrainStep(
            DemoSettings settings,
            FactoryClient client,
            Console console,
            Cancellation cancellation) {
        this.settings = settings;
        this.client = client;
        this.console = console;
        this.cancellation = cancellation;
    }

    TrainingJob run(DatasetSummary dataset) throws InterruptedException {
        console.line(Messages.text("demo.train"));
        var request = new HashMap<>(settings.training());
        request.put("name", settings.name());
        request.put("dataset", dataset.digest());
        request.put("register", Map.of("model", settings.name(), "aliases", List.of("champion")));
        TrainingJob job = client.post("/api/v1/training-jobs", request, TrainingJob.class);
        boolean reused = JobStates.hasSucceeded(job.state());
        String path = "/api/v1/training-jobs/" + job.id();
        cancellation.arm(() -> client.delete(path));
        try (Console.Progress progress = console.progress(Messages.text("demo.train.label"))) {
            while (!JobStates.hasEnded(job.state())) {
                progress.update(
                        job.steps() == 0 ? 0 : (double) job.step() / job.steps(), line(job));
                Thread.sleep(POLL);
                job = client.get(path, TrainingJob.class);
            }
        }
        cancellation.disarm();
        if (!JobStates.hasSucceeded(job.state())) {
            throw new DemoFailure(
                    Messages.text("demo.train.failed", JobStates.reason(job.state(), job.error())));
        }
        print(job, reused);
        return job;
    }

    private static String line(TrainingJob job) {
        if (job.loss() == null) {
            return Messages.text("demo.train.waiting", job.state());
        }
        return Messages.text(
                "demo.train.progress",
                job.step(),
                job.steps(),
                job.loss(),
                job.tokensPerSecond(),
                Math.max(0, Math.round(job.secondsLeft())));
    }

    private void print(TrainingJob job, boolean reused) {
        console.line(
                Messages.text(
                        reused ? "demo.train.reused" : "demo.train.done",
                        job.steps(),
                        job.tokens(),
                        job.tokensPerSecond(),
                        orZero(job.loss())));
        if (job.joules() != null) {
            console.line(
                    Messages.text(
                            "demo.train.energy",
                            job.joules(),
                            Estimated.mark(job.joulesEstimated())));
        }
        if (job.heldOutBitsPerByte() != null && job.bigramBitsPerByte() != null) {
            double model = job.heldOutBitsPerByte();
            double bigram = job.bigramBitsPerByte();
            console.line(
                    Messages.text(
                            model < bigram ? "demo.train.better" : "demo.train.worse",
                            model,
                            bigram,
                            (1 - model / bigram) * 100));
        }
        if (job.sample() != null && !job.sample().isBlank()) {
            console.line(Messages.text("demo.train.sample", oneLine(job.sample())));
        }
    }

    private static double orZero(@org.jspecify.annotations.Nullable Double value) {
        return value == null ? 0 : value;
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\s+", " ").strip();
    }
}
