package io.aifactory.factory.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.aifactory.economics.cost.CostModel;
import io.aifactory.economics.cost.WeeklyTokens;
import io.aifactory.economics.frontier.OperatingPoint;
import io.aifactory.economics.frontier.ParetoFrontier;
import io.aifactory.factory.client.FactoryClient;
import io.aifactory.factory.client.TrainingJob;
import io.aifactory.factory.console.Console;
import io.aifactory.factory.console.Messages;
import io.aifactory.factory.measurement.LevelFigures;
import io.aifactory.factory.measurement.Sweep;
import io.aifactory.factory.measurement.SweepPlan;
import io.aifactory.factory.report.FrontierFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Step 6: the frontier of this model on this machine, measured through the front door. */
final class MeasureStep {
    private static final Duration WARM_UP = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final DemoSettings settings;
    private final FactoryClient client;
    private final Console console;
    private final Path reports;

    MeasureStep(DemoSettings settings, FactoryClient client, Console console, Path reports) {
        this.settings = settings;
        this.client = client;
        this.console = console;
        this.reports = reports;
    }

    void run(TrainingJob job) throws InterruptedException {
        console.line(Messages.text("demo.measure", settings.answerTokens()));
        CostModel cost = client.get("/api/v1/prices", CostModel.class);
        var plan =
                new SweepPlan(
                        settings.name(),
                        settings.levels(),
                        WARM_UP,
                        settings.window(),
                        PATIENCE,
                        settings.answerTokens(),
                        Prompts.of(job.sample()));
        List<LevelFigures> levels = sweep(new Sweep(client, plan, cost));
        List<OperatingPoint> points =
                levels.stream().flatMap(level -> level.point().stream()).toList();
        if (points.isEmpty()) {
            throw new DemoFailure(
                    Messages.text("demo.measure.failed", levels.getFirst().firstFailure()));
        }
        ParetoFrontier frontier = ParetoFrontier.of(points);
        print(levels, frontier, cost);
        publish(job, frontier, cost);
    }

    private List<LevelFigures> sweep(Sweep sweep) throws InterruptedException {
        var levels = new ArrayList<LevelFigures>();
        try (Console.Progress progress = console.progress(Messages.text("demo.measure.label"))) {
            int count = settings.levels().size();
            for (int i = 0; i < count; i++) {
                int done = i;
                int clients = settings.levels().get(i);
                levels.add(
                        sweep.level(
                                clients,
                                part ->
                                        progress.update(
                                                (done + Math.min(1, part)) / count,
                                                Messages.text("demo.measure.progress", clients))));
            }
        }
        return levels;
    }

    private void print(List<LevelFigures> levels, ParetoFrontier frontier, CostModel cost) {
        console.line(Messages.text("demo.measure.header", cost.currency()));
        for (LevelFigures level : levels) {
            level.point()
                    .ifPresentOrElse(
                            point -> console.line(row(level, point, frontier.contains(point))),
                            () ->
                                    console.line(
                                            Messages.text(
                                                    "demo.measure.nothing", level.concurrency())));
            if (level.failed() > 0) {
                console.line(
                        Messages.text(
                                "demo.measure.failures",
                                level.concurrency(),
                                level.failed(),
                                level.firstFailure()));
            }
        }
        console.line(
                Messages.text(
                        "demo.measure.legend",
                        Estimated.mark(frontier.measured().getFirst().estimated())));
        WeeklyTokens week = WeeklyTokens.cheapest(frontier, cost, WeeklyTokens.BILLION);
        console.line(
                Messages.text(
                        "demo.measure.week",
                        week.tokensPerSecond(),
                        week.point().concurrency(),
                        week.devices(),
                        week.kilowattHours(),
                        week.money(),
                        cost.currency(),
                        week.utilisation() * 100,
                        Estimated.mark(week.point().estimated()),
                        week.kilogramsCo2()));
    }

    private static String row(LevelFigures level, OperatingPoint point, boolean onFrontier) {
        return String.format(
                Locale.ROOT,
                "  %7d %13.1f %10.1f %9.0f %9.0f %12.0f %12.3f %9d %s",
                point.concurrency(),
                point.tokensPerSecondPerUser(),
                point.tokensPerSecondPerDevice(),
                point.firstTokenMillisP50(),
                point.firstTokenMillisP99(),
                point.joulesPerToken() * 1e6,
                point.moneyPerMillionTokens(),
                level.answered(),
                onFrontier ? "*" : "");
    }

    private void publish(TrainingJob job, ParetoFrontier frontier, CostModel cost) {
        Instant now = Instant.now();
        String device = device();
        client.post(
                "/api/v1/frontiers",
                Map.of(
                        "model", settings.name(),
                        "modelVersion", RegisterStep.reference(job),
                        "device", device,
                        "currency", cost.currency(),
                        "measuredAt", now.toString(),
                        "points", frontier.measured()));
        try {
            FrontierFiles files =
                    FrontierFiles.write(reports, frontier, settings.name(), device, cost, now);
            console.line(Messages.text("demo.measure.files", files.html(), files.csv()));
        } catch (IOException e) {
            throw new DemoFailure(
                    Messages.text(
                            "demo.measure.unwritable", reports, String.valueOf(e.getMessage())));
        }
    }

    private String device() {
        for (JsonNode worker : client.get("/api/v1/workers")) {
            String device = worker.path("device").asText();
            if (!device.isBlank()) {
                return device;
            }
        }
        return "cpu";
    }
}
