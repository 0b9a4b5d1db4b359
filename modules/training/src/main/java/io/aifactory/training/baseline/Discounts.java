package io.aifactory.training.baseline;

/**
 * What is taken from a count and given to events that were not seen: one discount each for counts
 * of one, two, and three or more (Chen and Goodman, "An empirical study of smoothing techniques for
 * language modeling", 1998, eq. 26).
 *
 * @param one from a count of 1
 * @param two from a count of 2
 * @param more from larger counts
 */
record Discounts(double one, double two, double more) {
    /** With no discount at all nothing would be left for what was not seen. */
    private static final double LEAST = 0.05;

    /** Where there are too few counts to estimate discounts from. */
    private static final Discounts SPARSE = new Discounts(0.5, 0.5, 0.5);

    /** Estimates from how many events were seen exactly once, twice, three and four times. */
    static Discounts estimate(long n1, long n2, long n3, long n4) {
        if (n1 == 0 || n2 == 0 || n3 == 0) {
            return SPARSE;
        }
        double y = n1 / (n1 + 2.0 * n2);
        return new Discounts(
                clamp(1 - 2 * y * n2 / n1, 1),
                clamp(2 - 3 * y * n3 / n2, 2),
                clamp(3 - 4 * y * n4 / n3, 3));
    }

    /** The discount of a count; 0 for 0. */
    double of(long count) {
        if (count <= 0) {
            return 0;
        }
        return count == 1 ? one : count == 2 ? two : more;
    }

    private static double clamp(double discount, double most) {
        return Math.min(most, Math.max(LEAST, discount));
    }
}
