package io.aifactory.factory.cli;

import io.aifactory.factory.console.Console;
import io.aifactory.factory.console.Messages;
import io.aifactory.simulator.Scenario;
import io.aifactory.simulator.policy.PolicySpec;
import io.aifactory.simulator.split.SplitTrial;
import io.aifactory.simulator.study.Capacity;
import io.aifactory.simulator.study.CapacityTable;
import io.aifactory.simulator.study.Comparison;
import io.aifactory.simulator.study.Comparison.Row;
import io.aifactory.simulator.study.Feasibility;
import io.aifactory.simulator.study.InOrder;
import io.aifactory.simulator.study.SloText;
import io.aifactory.simulator.study.StudyPage;
import io.aifactory.simulator.study.StudyTable;
import io.aifactory.simulator.study.WhatIf;
import io.aifactory.simulator.study.WhatIfText;
import io.aifactory.simulator.study.Workload;
import io.aifactory.simulator.trace.Reshaping;
import io.aifactory.simulator.trace.TraceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Lets policies schedule simulated fleets; needs no running factory. */
@Command(name = "simulate", mixinStandardHelpOptions = true, resourceBundle = Messages.BUNDLE)
final class SimulateCommand implements Callable<Integer> {
    private static final String WHAT_IF_POLICY = "least-damage";
    private static final int MOST_THREADS = 256;

    @Mixin private final SimulationOptions simulated = new SimulationOptions();

    @Mixin private final SplitOptions split = new SplitOptions();

    @ArgGroup private @Nullable Question question;

    @Option(
            names = "--seeds",
            paramLabel = "N",
            defaultValue = "1",
            descriptionKey = "option.simulate.seeds")
    private int seeds;

    @Option(
            names = "--speed-up",
            paramLabel = "X",
            defaultValue = "1",
            descriptionKey = "option.simulate.speedUp")
    private double speedUp;

    @Option(
            names = "--loads",
            paramLabel = "X",
            split = ",",
            defaultValue = "0.5,0.75,1.25,1.5",
            descriptionKey = "option.simulate.loads")
    private List<Double> loads = List.of();

    @Option(names = "--threads", paramLabel = "N", descriptionKey = "option.simulate.threads")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(
            names = "--output",
            paramLabel = "FOLDER",
            defaultValue = "simulation",
            descriptionKey = "option.simulate.output")
    private Path output = Path.of("simulation");

    @Option(
            names = "--tokens-per-week",
            paramLabel = "N",
            defaultValue = "1e9",
            descriptionKey = "option.simulate.tokensPerWeek")
    private double tokensPerWeek;

    @Option(
            names = "--ttft-p99",
            paramLabel = "TIME",
            defaultValue = "1s",
            descriptionKey = "option.simulate.ttftP99")
    private String ttftP99 = "";

    @Spec private @Nullable CommandSpec spec;

    /** Another question than how policies compare. */
    static final class Question {
        @Option(names = "--capacity", descriptionKey = "option.simulate.capacity")
        private boolean capacity;

        @Option(names = "--what-if", descriptionKey = "option.simulate.whatIf")
        private boolean whatIf;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        try {
            return answer(Console.ofProcess());
        } catch (IllegalArgumentException | TraceException e) {
            throw new ParameterException(
                    Objects.requireNonNull(spec).commandLine(), String.valueOf(e.getMessage()));
        } catch (NoSuchFileException e) {
            throw new ParameterException(
                    Objects.requireNonNull(spec).commandLine(),
                    Messages.text("simulate.noFile", String.valueOf(e.getFile())));
        }
    }

    private int answer(Console console) throws IOException, InterruptedException {
        if (threads < 1 || threads > MOST_THREADS) {
            throw new IllegalArgumentException(
                    Messages.text("simulate.badThreads", threads, MOST_THREADS));
        }
        Scenario scenario = simulated.scenario();
        List<PolicySpec> policies = simulated.policies(scenario);
        Question asked = question;
        boolean sizing = asked != null && asked.whatIf;
        Workload workload = simulated.workload(sizing ? "chat" : "synthetic");
        Reshaping.scaled(List.of(), speedUp);
        loads.forEach(load -> Reshaping.scaled(List.of(), load));
        List<Double> speedUps =
                Stream.concat(Stream.of(speedUp), loads.stream().map(load -> load * speedUp))
                        .distinct()
                        .toList();
        var comparison = new Comparison(scenario, workload, speedUps, seeds);
        if (split.isAsked() && asked != null) {
            throw new IllegalArgumentException(Messages.text("simulate.splitCompares"));
        }
        if (sizing) {
            return whatIf(console, scenario, workload, policies);
        }
        Feasibility feasible = Feasibility.of(scenario, workload.arrivals(1));
        int requests = workload.arrivals(1).size();
        if (feasible.share() == 0) {
            throw new IllegalArgumentException(
                    Messages.text("simulate.impossible", feasible.text(requests)));
        }
        if (feasible.share() < 1) {
            console.line(Messages.text("simulate.note", feasible.text(requests)));
        }
        if (asked != null && asked.capacity) {
            return capacity(console, comparison, policies, feasible, requests);
        }
        return split.isAsked()
                ? compare(
                        console,
                        comparison,
                        split.trials(scenario, workload, policies, simulated.allPolicies()),
                        SplitTrial::rule,
                        trial ->
                                comparison.rows(
                                        trial.rule(), (load, seed) -> trial.run(load, seed).run()))
                : compare(console, comparison, policies, PolicySpec::text, comparison::rows);
    }

    private <P> int compare(
            Console console,
            Comparison comparison,
            List<P> policies,
            Function<P, String> name,
            Function<P, List<Row>> work)
            throws IOException, InterruptedException {
        List<List<Row>> rows = forAll(console, policies, name, work);
        List<Row> all = rows.stream().flatMap(List::stream).toList();
        console.line(StudyTable.text(rows.stream().map(List::getFirst).toList()));
        Scenario scenario = comparison.scenario();
        write(console, "simulation.csv", StudyTable.csv(all, simulated.currency()));
        write(
                console,
                "simulation.html",
                StudyPage.html(
                        "Scheduling policies on " + comparison.workload().name(),
                        simulated.notes(comparison.workload(), seeds),
                        all,
                        scenario.workers() * scenario.model().devices()));
        return 0;
    }

    private int capacity(
            Console console,
            Comparison asked,
            List<PolicySpec> policies,
            Feasibility feasible,
            int requests)
            throws IOException, InterruptedException {
        Capacity capacity = Capacity.usual();
        if (feasible.share() < capacity.goodput()) {
            throw new IllegalArgumentException(
                    Messages.text("simulate.impossible", feasible.text(requests)));
        }
        List<CapacityTable.Row> rows =
                forAll(
                        console,
                        policies,
                        PolicySpec::text,
                        policy ->
                                CapacityTable.row(
                                        capacity,
                                        asked.scenario(),
                                        asked.workload(),
                                        policy,
                                        seeds));
        console.line(CapacityTable.text(rows));
        write(console, "capacity.csv", CapacityTable.csv(rows));
        return 0;
    }

    private int whatIf(
            Console console, Scenario scenario, Workload workload, List<PolicySpec> policies) {
        PolicySpec policy =
                simulated.allPolicies() ? PolicySpec.parse(WHAT_IF_POLICY) : policies.getFirst();
        var asked =
                new WhatIf(
                        scenario,
                        workload,
                        policy,
                        tokensPerWeek,
                        SloText.millis(ttftP99),
                        scenario.slo().itlMillis());
        asked.impossible()
                .ifPresent(why -> {
                    throw new IllegalArgumentException(Messages.text("simulate.impossible", why));
                });
        console.line(Messages.text("simulate.whatIf", policy.text(), workload.name()));
        console.line(WhatIfText.of(asked, asked.answers(), simulated.currency()));
        return 0;
    }

    private <P, T> List<T> forAll(
            Console console, List<P> policies, Function<P, String> name, Function<P, T> work)
            throws InterruptedException {
        try (Console.Progress progress = console.progress("simulate")) {
            int[] done = {0};
            progress.update(0, name.apply(policies.getFirst()));
            return InOrder.of(
                    policies,
                    Math.min(threads, policies.size()),
                    work,
                    policy ->
                            progress.update(
                                    (double) ++done[0] / policies.size(), name.apply(policy)));
        }
    }

    private void write(Console console, String name, String text) throws IOException {
        Files.createDirectories(output);
        Path file = output.resolve(name);
        Files.writeString(file, text);
        console.line(Messages.text("simulate.wrote", file));
    }
}
