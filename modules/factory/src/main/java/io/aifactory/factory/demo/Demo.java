package io.aifactory.factory.demo;

import io.aifactory.factory.client.DatasetSummary;
import io.aifactory.factory.client.FactoryClient;
import io.aifactory.factory.client.TrainingJob;
import io.aifactory.factory.console.Console;
import java.nio.file.Path;

/** The steps in their order; each takes what the one before it made. */
public final class Demo {
    private final DemoSettings settings;
    private final FactoryClient client;
    private final Console console;
    private final Path reports;
    private final Cancellation cancellation;

    /**
     * @param reports folder for {@code frontier.html} and {@code frontier.csv}
     * @param cancellation learns what to cancel if the user interrupts
     */
    public Demo(
            DemoSettings settings,
            FactoryClient client,
            Console console,
            Path reports,
            Cancellation cancellation) {
        this.settings = settings;
        this.client = client;
        this.console = console;
        this.reports = reports;
        this.cancellation = cancellation;
    }

    /**
     * @throws DemoFailure if a step does not reach its end
     */
    public void run() throws InterruptedException {
        DatasetSummary dataset = new IngestStep(settings, client, console, cancellation).run();
        TrainingJob job = new TrainStep(settings, client, console, cancellation).run(dataset);
        new RegisterStep(client, console).run(job);
        new DeployStep(settings, client, console).run(job);
        new ServeStep(settings, client, console).run();
        new MeasureStep(settings, client, console, reports).run(job);
    }
}
