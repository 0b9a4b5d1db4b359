package io.aifactory.simulator.policy;

/** Checks of what policies are set to. */
final class Parameters {
    private Parameters() {}

    static double notNegative(String name, double value) {
        if (!(value >= 0)) {
            throw new IllegalArgumentException(name + " must be a number from 0, not " + value);
        }
        return value;
    }

    static double share(String name, double value) {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException(name + " must be from 0 to 1, not " + value);
        }
        return value;
    }
}
