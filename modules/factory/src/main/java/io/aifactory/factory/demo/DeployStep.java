package io.aifactory.factory.demo;

import io.aifactory.factory.client.DeploymentWait;
import io.aifactory.factory.client.FactoryClient;
import io.aifactory.factory.client.TrainingJob;
import io.aifactory.factory.console.Console;
import io.aifactory.factory.console.Messages;
import java.time.Duration;
import java.util.Map;

/** Step 5a: a worker loads the model. */
final class DeployStep {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final DemoSettings settings;
    private final FactoryClient client;
    private final Console console;

    DeployStep(DemoSettings settings, FactoryClient client, Console console) {
        this.settings = settings;
        this.client = client;
        this.console = console;
    }

    void run(TrainingJob job) throws InterruptedException {
        console.line(Messages.text("demo.deploy"));
        long start = System.nanoTime();
        client.post(
                "/api/v1/deployments",
                Map.of(
                        "name",
                        settings.name(),
                        "model",
                        RegisterStep.reference(job),
                        "workers",
                        1,
                        "slots",
                        settings.levels().getLast()));
        var wait =
                new DeploymentWait(
                        client,
                        PATIENCE,
                        reason -> new DemoFailure(Messages.text("demo.deploy.failed", reason)));
        try (Console.Progress progress = console.progress(Messages.text("demo.deploy.label"))) {
            wait.until(
                    settings.name(),
                    view -> view.state().equals("SERVING"),
                    (reason, waited) ->
                            progress.update(
                                    0, Messages.text("demo.deploy.progress", reason, waited)));
        }
        console.line(
                Messages.text(
                        "demo.deploy.done", settings.name(), (System.nanoTime() - start) / 1e9));
    }
}
