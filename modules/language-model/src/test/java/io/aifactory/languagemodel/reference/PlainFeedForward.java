package io.aifactory.languagemodel.reference;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

/** One block's feed-forward layer, token by token. */
interface PlainFeedForward {
    double[] of(double[] x);

    /** down(activation(gate x) · up x). */
    @SuppressWarnings("ArrayRecordComponent") // plain arrays throughout
    record Gated(double[] gate, double[] up, double[] down, DoubleUnaryOperator activation)
            implements PlainFeedForward {
        @Override
        public double[] of(double[] x) {
            double[] inner = PlainMath.product(gate, x);
            double[] factors = PlainMath.product(up, x);
            for (int i = 0; i < inner.length; i++) {
                inner[i] = activation.applyAsDouble(inner[i]) * factors[i];
            }
            return PlainMath.product(down, inner);
        }
    }

    /** The best experts by a softmax over all of them. */
    @SuppressWarnings("ArrayRecordComponent") // plain arrays throughout
    record Mixture(double[] router, List<PlainFeedForward> experts, int active, boolean normalised)
            implements PlainFeedForward {
        @Override
        public double[] of(double[] x) {
            double[] chances = PlainMath.softmax(PlainMath.product(router, x));
            List<Integer> ranked =
                    new ArrayList<>(IntStream.range(0, chances.length).boxed().toList());
            ranked.sort(Comparator.comparingDouble(expert -> -chances[expert]));
            List<Integer> best = ranked.subList(0, active);
            double whole = normalised ? best.stream().mapToDouble(e -> chances[e]).sum() : 1;
            double[] sum = new double[x.length];
            for (int expert : best) {
                double[] y = experts.get(expert).of(x);
                sum = PlainMath.plus(sum, PlainMath.times(y, chances[expert] / whole));
            }
            return sum;
        }
    }
}
