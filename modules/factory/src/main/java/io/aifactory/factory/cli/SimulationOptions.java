package io.aifactory.factory.cli;

import io.aifactory.economics.cost.CostModel;
import io.aifactory.economics.cost.EnergyPrices;
import io.aifactory.simulator.CacheView;
import io.aifactory.simulator.Scenario;
import io.aifactory.simulator.model.WorkerCatalog;
import io.aifactory.simulator.policy.PolicyCatalog;
import io.aifactory.simulator.policy.PolicyContext;
import io.aifactory.simulator.policy.PolicyEntry;
import io.aifactory.simulator.policy.PolicySpec;
import io.aifactory.simulator.study.SloText;
import io.aifactory.simulator.study.Workload;
import io.aifactory.simulator.study.WorkloadSpec;
import java.io.IOException;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What is simulated: requests, fleet, promise, policies, prices. */
final class SimulationOptions {
    private static final String ALL = "all";

    @Option(names = "--trace", paramLabel = "TRACE", descriptionKey = "option.simulate.trace")
    private @Nullable String trace;

    @Option(names = "--raw", descriptionKey = "option.simulate.raw")
    private boolean raw;

    @Option(names = "--jitter", paramLabel = "SECONDS", descriptionKey = "option.simulate.jitter")
    private @Nullable Double jitter;

    @Option(
            names = "--policy",
            paramLabel = "NAME",
            split = ",",
            defaultValue = ALL,
            descriptionKey = "option.simulate.policy")
    private List<String> policies = List.of();

    @Option(
            names = "--workers",
            paramLabel = "N",
            defaultValue = "8",
            descriptionKey = "option.simulate.workers")
    private int workers;

    @Option(
            names = "--model",
            paramLabel = "MODEL",
            defaultValue = "roofline-qwen3-32b-h200",
            descriptionKey = "option.simulate.model")
    private String model = "";

    @Option(
            names = "--slo",
            paramLabel = "SLO",
            defaultValue = "ttft=2s,itl=25ms,factor=2",
            descriptionKey = "option.simulate.slo")
    private String slo = "";

    @Option(
            names = "--cache-delay",
            paramLabel = "SECONDS",
            defaultValue = "0",
            descriptionKey = "option.simulate.cacheDelay")
    private double cacheDelay;

    @Option(
            names = "--predict",
            paramLabel = "SECONDS",
            defaultValue = "0",
            descriptionKey = "option.simulate.predict")
    private double prediction;

    @Option(
            names = "--device-hour",
            paramLabel = "MONEY",
            defaultValue = "3",
            descriptionKey = "option.simulate.deviceHour")
    private double deviceHour;

    @Option(
            names = "--kwh",
            paramLabel = "MONEY",
            defaultValue = "0.13",
            descriptionKey = "option.simulate.kwh")
    private double kilowattHour;

    @Option(
            names = "--co2",
            paramLabel = "GRAMS",
            defaultValue = "473",
            descriptionKey = "option.simulate.co2")
    private double gramsCo2;

    @Option(
            names = "--pue",
            paramLabel = "X",
            defaultValue = "1",
            descriptionKey = "option.simulate.pue")
    private double effectiveness;

    @Option(
            names = "--currency",
            paramLabel = "CODE",
            defaultValue = "EUR",
            descriptionKey = "option.simulate.currency")
    private String currency = "";

    /**
     * @throws IllegalArgumentException if something is out of its range; the message says what
     */
    Scenario scenario() throws IOException {
        return new Scenario(
                workers,
                WorkerCatalog.named(model),
                SloText.parse(slo),
                new CostModel(
                        new EnergyPrices(currency, kilowattHour, gramsCo2, effectiveness),
                        deviceHour),
                CacheView.ofSeconds(cacheDelay, prediction));
    }

    /**
     * @param otherwise workload if none is asked for
     * @throws IllegalArgumentException if there is no such workload
     */
    Workload workload(String otherwise) throws IOException {
        if (raw && jitter != null) {
            throw new IllegalArgumentException("--raw and --jitter exclude each other");
        }
        Double seconds = raw ? Double.valueOf(0) : jitter;
        return WorkloadSpec.parse(
                trace == null ? otherwise : trace,
                seconds == null ? OptionalDouble.empty() : OptionalDouble.of(seconds));
    }

    /**
     * Each has been made once, so that all their settings are in range.
     *
     * @throws IllegalArgumentException if one is unknown; the message lists all
     */
    List<PolicySpec> policies(Scenario scenario) {
        List<String> names =
                policies.equals(List.of(ALL))
                        ? PolicyCatalog.entries().stream().map(PolicyEntry::name).toList()
                        : policies;
        List<PolicySpec> specs = names.stream().map(PolicySpec::parse).distinct().toList();
        var context = new PolicyContext(scenario.model(), new SplittableRandom(1));
        specs.forEach(spec -> spec.make(context));
        return specs;
    }

    /** Whether policies were left to the command. */
    boolean allPolicies() {
        return policies.equals(List.of(ALL));
    }

    String currency() {
        return currency;
    }

    /** What was asked for, for a page's head. */
    List<String> notes(Workload workload, int seeds) {
        return List.of(
                "trace: " + workload.name(),
                workers + " workers, model " + model,
                "promise: " + slo,
                "seeds: 1 to " + seeds,
                "news of caches after "
                        + cacheDelay
                        + " s, prompts predicted for "
                        + prediction
                        + " s",
                "policies are re-implementations that share one engine model; energy and money are"
                        + " estimated from declared figures");
    }
}
