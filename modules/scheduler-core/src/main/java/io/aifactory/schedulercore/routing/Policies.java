package io.aifactory.schedulercore.routing;

import java.util.List;
import java.util.random.RandomGenerator;

/** The policies by name. */
public final class Policies {
    private Policies() {}

    /** All names, the default first. */
    public static List<String> names() {
        return List.of("least-loaded", "round-robin", "random", "power-of-two");
    }

    /**
     * A fresh policy.
     *
     * @param random what randomised policies draw from
     * @throws IllegalArgumentException if the name is unknown
     */
    public static Router named(String name, RandomGenerator random) {
        return switch (name) {
            case "least-loaded" -> new LeastLoaded();
            case "round-robin" -> new RoundRobin();
            case "random" -> new RandomChoice(random);
            case "power-of-two" -> new PowerOfTwoChoices(random);
            default ->
                    throw new IllegalArgumentException(
                            "unknown routing policy '" + name + "'; known: " + names());
        };
    }
}
