package io.aifactory.schedulercore.forecast;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;

/**
 * Several predictors side by side; the one that was off least is believed, at the distance for
 * which it is asked, and its own errors are the headroom. Not thread-safe.
 */
public final class LoadForecast {
    private static final class Contestant {
        private final LoadPredictor predictor;
        private final ForecastErrors errors;
        private final Deque<Double> pending = new ArrayDeque<>();

        private Contestant(LoadPredictor predictor, int remembered) {
            this.predictor = predictor;
            this.errors = new ForecastErrors(remembered);
        }

        private void observe(double load, int ahead) {
            if (pending.size() == ahead) {
                errors.add(pending.removeFirst(), load);
            }
            predictor.observe(load);
            // a cold predictor says the last value, for which another one answers
            pending.addLast(predictor.warm() ? predictor.predict(ahead) : Double.NaN);
        }

        private double meanError() {
            return errors.size() == 0 ? Double.POSITIVE_INFINITY : errors.meanSize();
        }
    }

    private final int ahead;
    private final List<Contestant> contestants;

    /**
     * @param ahead for how many intervals ahead it will be asked; at least 1
     * @param remembered how many errors are kept of each; see {@link ForecastErrors}
     * @param predictors not empty; with equal errors, the first is taken
     */
    public LoadForecast(int ahead, int remembered, List<LoadPredictor> predictors) {
        LoadPredictor.requireAhead(ahead);
        if (predictors.isEmpty()) {
            throw new IllegalArgumentException("a forecast needs a predictor; give one or more");
        }
        this.ahead = ahead;
        this.contestants = predictors.stream().map(p -> new Contestant(p, remembered)).toList();
    }

    /** An interval is over; see {@link LoadPredictor#observe}. */
    public void observe(double load) {
        contestants.forEach(contestant -> contestant.observe(load, ahead));
    }

    /** The predictor that is believed now. */
    public String believed() {
        return best().predictor.name();
    }

    /** The load of the interval at the distance asked for. */
    public double expected() {
        return best().predictor.predict(ahead);
    }

    /** What the load of that interval is below in this share of cases, as far as errors tell. */
    public double upper(double share) {
        Contestant best = best();
        return best.errors.upper(best.predictor.predict(ahead), share);
    }

    /**
     * Equally likely rates of that interval, falling: the middles of as many equal parts of what
     * the errors tell, without the scatter of counts themselves; see {@link ForecastErrors#rate}.
     */
    public double[] scenarios(int parts) {
        Contestant best = best();
        double predicted = best.predictor.predict(ahead);
        double[] rates = new double[parts];
        for (int i = 0; i < parts; i++) {
            rates[i] = best.errors.rate(predicted, 1 - (i + 0.5) / parts);
        }
        return rates;
    }

    private Contestant best() {
        return contestants.stream()
                .min(Comparator.comparingDouble(Contestant::meanError))
                .orElseThrow();
    }
}
