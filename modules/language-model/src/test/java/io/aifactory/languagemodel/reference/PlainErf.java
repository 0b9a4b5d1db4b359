package io.aifactory.languagemodel.reference;

/** The error function in double precision: its series near zero, a continued fraction far out. */
final class PlainErf {
    private static final double FAR = 3;
    private static final int FRACTIONS = 60;

    private PlainErf() {}

    static double of(double x) {
        return Math.abs(x) < FAR ? series(x) : Math.signum(x) * (1 - farTail(Math.abs(x)));
    }

    /** 2/√π · Σ (−1)ⁿ x²ⁿ⁺¹ / (n! (2n + 1)). */
    private static double series(double x) {
        double power = x;
        double sum = 0;
        for (int n = 0; n < 100; n++) {
            sum += power / (2 * n + 1);
            power *= -x * x / (n + 1);
        }
        return 2 / Math.sqrt(Math.PI) * sum;
    }

    /** erfc: e^−x² / √π · 1/(x + (1/2)/(x + (2/2)/(x + (3/2)/…))). */
    private static double farTail(double x) {
        double fraction = x;
        for (int n = FRACTIONS; n >= 1; n--) {
            fraction = x + n / 2.0 / fraction;
        }
        return Math.exp(-x * x) / Math.sqrt(Math.PI) / fraction;
    }
}
