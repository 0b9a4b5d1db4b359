package io.aifactory.factory.demo;

import io.aifactory.factory.client.DeploymentView;
import io.aifactory.factory.client.FactoryClient;
import io.aifactory.factory.client.TrainingJob;
import io.aifactory.factory.console.Console;
import io.aifactory.factory.console.Messages;
import java.time.Duration;
import java.util.Map;

/** Step 5a: a worker loads the model. */
final class DeployStep {
    private static final Duration POLL = Duration.ofMillis(100);
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
        try (Console.Progress progress = console.progress(Messages.text("demo.deploy.label"))) {
            DeploymentView view = view();
            while (!view.state().equals("SERVING")) {
                if (view.state().equals("FAILED")) {
                    throw new DemoFailure(Messages.text("demo.deploy.failed", reason(view)));
                }
                double waited = (System.nanoTime() - start) / 1e9;
                if (waited > PATIENCE.toSeconds()) {
                    throw new DemoFailure(Messages.text("demo.deploy.failed", reason(view)));
                }
                progress.update(0, Messages.text("demo.deploy.progress", reason(view), waited));
                Thread.sleep(POLL);
                view = view();
            }
        }
        console.line(
                Messages.text(
                        "demo.deploy.done", settings.name(), (System.nanoTime() - start) / 1e9));
    }

    private static String reason(DeploymentView view) {
        return view.reason() == null || view.reason().isBlank() ? view.state() : view.reason();
    }

    private DeploymentView view() {
        for (DeploymentView view : client.get("/api/v1/deployments", DeploymentView[].class)) {
            if (view.name().equals(settings.name())) {
                return view;
            }
        }
        throw new DemoFailure(Messages.text("demo.deploy.failed", settings.name()));
    }
}
