package io.aifactory.simulator.study;

import java.util.stream.Stream;

/** The first column of tables for people: as wide as the longest policy with its settings. */
final class PolicyColumn {
    private static final String HEADING = "policy";

    private final int width;

    PolicyColumn(Stream<String> policies) {
        this.width = Math.max(HEADING.length(), policies.mapToInt(String::length).max().orElse(0));
    }

    String heading() {
        return of(HEADING);
    }

    String of(String policy) {
        return policy + " ".repeat(width - policy.length());
    }
}
