package io.aifactory.simulator.policy;

import io.aifactory.economics.cost.CostModel;
import io.aifactory.economics.cost.EnergyPrices;
import io.aifactory.schedulercore.engine.EngineModel;
import io.aifactory.schedulercore.routing.PowerOfTwoChoices;
import io.aifactory.schedulercore.routing.RandomChoice;
import io.aifactory.schedulercore.routing.RoundRobin;
import io.aifactory.schedulercore.routing.Router;
import io.aifactory.schedulercore.scoring.LeastDamage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** All policies by name, with their parameters as shipped by those who published them. */
public final class PolicyCatalog {
    private static final String TAU = "tau";

    private PolicyCatalog() {}

    /** All of them, the plainest first. */
    public static List<PolicyEntry> entries() {
        return List.of(
                entry("round-robin", "one after the other", (p, c) -> new RoundRobin()),
                entry("random", "any, evenly", (p, c) -> new RandomChoice(c.random())),
                entry(
                        "least-request",
                        "fewest requests in flight",
                        (p, c) -> new LeastRequest(c.random())),
                entry(
                        "power-of-two",
                        "less loaded of two drawn",
                        (p, c) -> new PowerOfTwoChoices(c.random())),
                new PolicyEntry(
                        "dynamo",
                        "NVIDIA Dynamo's KV cost, current form",
                        dynamoKnobs(),
                        (p, c) -> dynamo(p, c)),
                new PolicyEntry(
                        "dynamo-1.0",
                        "NVIDIA Dynamo's KV cost of 1.0",
                        Map.of("weight", 1.0),
                        (p, c) -> new DynamoOneZero(get(p, "weight"), c.random())),
                queued(DynamoQueue.Order.FCFS),
                queued(DynamoQueue.Order.LCFS),
                queued(DynamoQueue.Order.WSPT),
                sglang("sglang", "SGLang cache-aware, command-line defaults", 0.3, 64, 1.5),
                sglang("sglang-code", "SGLang cache-aware, defaults in code", 0.5, 32, 1.1),
                llmd("llm-d", "llm-d's scorers 3 : 2 : 2 (its default profile)", 3, 2, 2),
                new PolicyEntry(
                        "llm-d-sticky",
                        "llm-d sticky until saturated",
                        ordered("affinity", 0.8, TAU, 286_720),
                        (p, c) -> new LlmdSticky(get(p, "affinity"), get(p, TAU), c.random())),
                llmdLatency(),
                mooncake("mooncake", "Mooncake's algorithm 1, local prefixes", false),
                mooncake("mooncake-refusing", "the same, refusing early", true),
                new PolicyEntry(
                        "aibrix-prefix",
                        "AIBrix prefix-cache",
                        ordered("imbalance", 8, "deviations", 1),
                        (p, c) ->
                                new AibrixPrefixCache(
                                        get(p, "imbalance"), get(p, "deviations"), c.random())),
                new PolicyEntry(
                        "aibrix-pack",
                        "AIBrix slo-pack-load",
                        Map.of("cap", 1.0),
                        (p, c) -> new AibrixPack(c.model(), get(p, "cap"))),
                entry(
                        "predicted-ttft",
                        "earliest first token, with an oracle",
                        (p, c) -> new PredictedTtft(c.model(), c.random())),
                entry(
                        LeastDamage.NAME,
                        "ours: least damage to promises, with a law learned from steps",
                        (p, c) -> new LeastDamage(new EngineModel(), rented(c))));
    }

    /**
     * @throws IllegalArgumentException if there is none; the message lists all
     */
    public static PolicyEntry named(String name) {
        return entries().stream()
                .filter(entry -> entry.name().equals(name))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "unknown policy '%s'; known: %s"
                                        .formatted(
                                                name.length() > 60 ? name.substring(0, 60) : name,
                                                String.join(
                                                        ", ",
                                                        entries().stream()
                                                                .map(PolicyEntry::name)
                                                                .toList()))));
    }

    /** Declared prices, and a device at a list price of 4 USD an hour. */
    private static CostModel rented(PolicyContext context) {
        return new CostModel(EnergyPrices.declared(), 4.0 * context.model().devices());
    }

    private static PolicyEntry entry(String name, String about, PolicyEntry.Maker maker) {
        return new PolicyEntry(name, about, Map.of(), maker);
    }

    private static Map<String, Double> dynamoKnobs() {
        Map<String, Double> knobs = new LinkedHashMap<>();
        DynamoKnobs defaults = DynamoKnobs.defaults();
        knobs.put("credit", defaults.overlapCredit());
        knobs.put("decay", defaults.overlapCreditDecay());
        knobs.put("scale", defaults.prefillLoadScale());
        knobs.put("active", defaults.activeRequestWeight());
        knobs.put("temperature", defaults.temperature());
        return knobs;
    }

    private static DynamoKv dynamo(Map<String, Double> p, PolicyContext context) {
        return new DynamoKv(
                "dynamo",
                new DynamoKnobs(
                        get(p, "credit"),
                        get(p, "decay"),
                        get(p, "scale"),
                        get(p, "active"),
                        get(p, "temperature"),
                        true),
                context.random());
    }

    private static PolicyEntry queued(DynamoQueue.Order order) {
        Map<String, Double> parameters = dynamoKnobs();
        parameters.put("threshold", 16.0);
        return new PolicyEntry(
                "dynamo-" + order.name().toLowerCase(Locale.ROOT),
                "NVIDIA Dynamo with its router queue, " + order,
                parameters,
                (p, c) -> {
                    Router router = dynamo(p, c);
                    return new DynamoQueue(
                            router, get(p, "threshold"), c.model().tokenBudget(), order);
                });
    }

    private static PolicyEntry sglang(
            String name, String about, double threshold, double absolute, double relative) {
        Map<String, Double> parameters = ordered("threshold", threshold, "abs", absolute);
        parameters.put("rel", relative);
        return new PolicyEntry(
                name,
                about,
                parameters,
                (p, c) -> new SglangCacheAware(get(p, "threshold"), get(p, "abs"), get(p, "rel")));
    }

    private static PolicyEntry llmd(
            String name, String about, double prefix, double queue, double kv) {
        Map<String, Double> parameters = ordered("prefix", prefix, "queue", queue);
        parameters.put("kv", kv);
        return new PolicyEntry(
                name,
                about,
                parameters,
                (p, c) ->
                        new LlmdWeighted(
                                get(p, "prefix"), get(p, "queue"), get(p, "kv"), c.random()));
    }

    private static PolicyEntry llmdLatency() {
        Map<String, Double> parameters = ordered("most", 0, "draw", 1);
        parameters.put("penalty", 5_000.0);
        return new PolicyEntry(
                "llm-d-latency",
                "llm-d's profile of predicted latency, with an oracle",
                parameters,
                (p, c) ->
                        new LlmdLatency(
                                c.model(),
                                new LlmdLatency.Knobs(
                                        get(p, "most") > 0, get(p, "draw") > 0, get(p, "penalty")),
                                c.random()));
    }

    private static PolicyEntry mooncake(String name, String about, boolean refusing) {
        return new PolicyEntry(
                name,
                about,
                ordered("threshold", Double.POSITIVE_INFINITY, "transfer", 0),
                (p, c) ->
                        new MooncakeOne(
                                c.model(),
                                get(p, "threshold"),
                                get(p, "transfer"),
                                refusing,
                                c.random()));
    }

    private static Map<String, Double> ordered(String a, double x, String b, double y) {
        Map<String, Double> parameters = new LinkedHashMap<>();
        parameters.put(a, x);
        parameters.put(b, y);
        return parameters;
    }

    private static double get(Map<String, Double> parameters, String name) {
        return java.util.Objects.requireNonNull(parameters.get(name));
    }
}
