package io.aifactory.economics.frontier;

import java.util.Comparator;
import java.util.List;

/** What is wanted most; the other axes, in the order given here, decide between equals. */
public enum Objective {
    /** The fastest stream for one user. */
    USER_SPEED,
    /** The most tokens of a device. */
    THROUGHPUT,
    /** The fewest joules for a token. */
    ENERGY,
    /** The least money for a token. */
    MONEY;

    /**
     * Best first; points with equal axes by their label, so that an answer never depends on order.
     */
    Comparator<OperatingPoint> bestFirst() {
        Comparator<OperatingPoint> order = axis();
        for (Objective other : List.of(values())) {
            order = order.thenComparing(other.axis());
        }
        return order.thenComparing(OperatingPoint::label)
                .thenComparingInt(OperatingPoint::concurrency);
    }

    private Comparator<OperatingPoint> axis() {
        return switch (this) {
            case USER_SPEED ->
                    Comparator.comparingDouble(OperatingPoint::tokensPerSecondPerUser).reversed();
            case THROUGHPUT ->
                    Comparator.comparingDouble(OperatingPoint::tokensPerSecondPerDevice).reversed();
            case ENERGY -> Comparator.comparingDouble(OperatingPoint::joulesPerToken);
            case MONEY -> Comparator.comparingDouble(OperatingPoint::moneyPerMillionTokens);
        };
    }
}
