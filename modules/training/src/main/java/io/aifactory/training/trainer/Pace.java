package io.aifactory.training.trainer;

/** Speed over the last steps, and the time that is left. Times in nanoseconds. */
final class Pace {
    private static final int WINDOW = 20;
    private static final double NANOS_PER_SECOND = 1e9;

    private final long tokensPerStep;
    private final long[] recent = new long[WINDOW];
    private long steps;
    private long evaluationNanos;

    Pace(long tokensPerStep) {
        this.tokensPerStep = tokensPerStep;
    }

    void step(long nanos) {
        recent[(int) (steps++ % WINDOW)] = nanos;
    }

    void evaluation(long nanos) {
        evaluationNanos = nanos;
    }

    /** Tokens per second over the last steps; 0 before the first. */
    double tokensPerSecond() {
        double nanos = nanosPerStep();
        return nanos == 0 ? 0 : tokensPerStep * NANOS_PER_SECOND / nanos;
    }

    double secondsLeft(long stepsLeft, long evaluationsLeft) {
        return (stepsLeft * nanosPerStep() + (double) evaluationsLeft * evaluationNanos)
                / NANOS_PER_SECOND;
    }

    private double nanosPerStep() {
        int count = (int) Math.min(steps, WINDOW);
        long sum = 0;
        for (int i = 0; i < count; i++) {
            sum += recent[i];
        }
        return count == 0 ? 0 : (double) sum / count;
    }
}
