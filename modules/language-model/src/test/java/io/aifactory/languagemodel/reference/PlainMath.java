package io.aifactory.languagemodel.reference;

/** Vectors as arrays. */
final class PlainMath {
    private PlainMath() {}

    /** Matrix times vector; the matrix row by row. */
    static double[] product(double[] matrix, double[] x) {
        double[] result = new double[matrix.length / x.length];
        for (int row = 0; row < result.length; row++) {
            for (int column = 0; column < x.length; column++) {
                result[row] += matrix[row * x.length + column] * x[column];
            }
        }
        return result;
    }

    static double[] plus(double[] x, double[] y) {
        double[] sum = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            sum[i] = x[i] + y[i];
        }
        return sum;
    }

    static double[] times(double[] x, double factor) {
        double[] scaled = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            scaled[i] = x[i] * factor;
        }
        return scaled;
    }

    static double dot(double[] x, double[] y) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += x[i] * y[i];
        }
        return sum;
    }

    static double[] slice(double[] x, int part, int size) {
        return java.util.Arrays.copyOfRange(x, part * size, (part + 1) * size);
    }

    static double[] softmax(double[] x) {
        double largest = Double.NEGATIVE_INFINITY;
        for (double value : x) {
            largest = Math.max(largest, value);
        }
        double[] result = new double[x.length];
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            result[i] = Math.exp(x[i] - largest);
            sum += result[i];
        }
        return times(result, 1 / sum);
    }

    /** cap · tanh(x / cap); 0 = no cap. */
    static double[] capped(double[] x, double cap) {
        double[] result = x.clone();
        for (int i = 0; cap > 0 && i < x.length; i++) {
            result[i] = cap * Math.tanh(x[i] / cap);
        }
        return result;
    }

    /** Root-mean-square norm. */
    static double[] norm(double[] x, double[] scales, double added, double epsilon) {
        double root = Math.sqrt(dot(x, x) / x.length + epsilon);
        double[] result = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            result[i] = x[i] / root * (added + scales[i]);
        }
        return result;
    }

    static double silu(double x) {
        return x / (1 + Math.exp(-x));
    }

    /** The tanh approximation of x · Φ(x). */
    static double gelu(double x) {
        return x / 2 * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x)));
    }
}
