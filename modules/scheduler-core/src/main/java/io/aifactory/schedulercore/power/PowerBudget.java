package io.aifactory.schedulercore.power;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A budget for the mean power of every window of so many periods, and its division between workers.
 *
 * @param watts that no window's mean exceeds; positive
 * @param periods of a window; at least 1: ten periods of a second for a mean of ten seconds
 * @param periodSeconds between two decisions; positive
 * @param relativeError how far a worker may be above its cap, as a share of it; at least 0
 */
public record PowerBudget(double watts, int periods, double periodSeconds, double relativeError) {
    /** Sums of the same figures in another order are not the same to the last digit. */
    private static final double ROUNDING = 1e-9;

    public PowerBudget {
        if (!(watts > 0) || periods < 1 || !(periodSeconds > 0) || !(relativeError >= 0)) {
            throw new IllegalArgumentException(
                    "a budget is above 0 W over 1 period or more, not %s W, %d periods of %s s with an error of %s"
                            .formatted(watts, periods, periodSeconds, relativeError));
        }
    }

    /** The mean of every ten seconds, decided every second, with devices that keep their caps. */
    public static PowerBudget everyTenSeconds(double watts) {
        return new PowerBudget(watts, 10, 1, 0);
    }

    /**
     * A worker that draws power.
     *
     * @param id its name
     * @param wantedWatts what it would draw if it could
     * @param leastWatts below which it cannot be kept while it runs, capped or idle
     * @param mostWatts that it could draw; at least {@code leastWatts}
     */
    public record Draw(String id, double wantedWatts, double leastWatts, double mostWatts) {
        public Draw {
            if (!(leastWatts >= 0 && mostWatts >= leastWatts && wantedWatts >= 0)) {
                throw new IllegalArgumentException(
                        "%s draws %s to %s W and wants %s W: not an order"
                                .formatted(id, leastWatts, mostWatts, wantedWatts));
            }
        }
    }

    /**
     * A cap for the next period.
     *
     * @param id of the worker
     * @param watts that it may draw
     */
    public record Cap(String id, double watts) {}

    /**
     * What the next period may draw.
     *
     * @param caps of all workers that may run
     * @param excess workers that cannot run within the budget, even at their least
     * @param watts of all caps together
     */
    public record Decision(List<Cap> caps, List<String> excess, double watts) {}

    /**
     * Watts that the next period may draw so that no window exceeds the budget: neither the one
     * that ends with it nor one after it, as long as the least power is possible then.
     *
     * @param lastJoules of the periods before, the newest last; those before them drew nothing
     * @param leastWatts to which everything that runs can be brought down at any time
     * @return may be below {@code leastWatts} only if that is above the budget, or rose since
     */
    public double allowedWatts(List<Double> lastJoules, double leastWatts) {
        double whole = watts * periods * periodSeconds;
        double allowed = Double.POSITIVE_INFINITY;
        double past = 0;
        // a window with this period, so many before it, and the rest of it after it at the least
        for (int before = 0; before < periods; before++) {
            int after = periods - 1 - before;
            if (before > 0) {
                int index = lastJoules.size() - before;
                past += index < 0 ? 0 : lastJoules.get(index);
            }
            allowed = Math.min(allowed, whole - past - after * leastWatts * periodSeconds);
        }
        double unused = Math.max(0, whole - watts * periodSeconds - past);
        return Math.min(allowed / periodSeconds, watts + unused / periods / periodSeconds);
    }

    /**
     * Most workers that can be kept within the budget for good.
     *
     * @param leastWatts of each while it runs; positive
     */
    public int mostWorkers(double leastWatts) {
        return (int) Math.min(Integer.MAX_VALUE, watts / (leastWatts * (1 + relativeError)));
    }

    /**
     * Divides what is allowed: everyone its least, then what they want in equal parts, then what is
     * left over.
     *
     * @param allowedWatts of all together
     * @param draws in the order in which they may run where not all can
     */
    public Decision divide(double allowedWatts, List<Draw> draws) {
        double left = allowedWatts / (1 + relativeError);
        List<Draw> running = new ArrayList<>();
        List<String> excess = new ArrayList<>();
        for (Draw draw : draws) {
            if (draw.leastWatts() <= left + ROUNDING * allowedWatts) {
                left -= draw.leastWatts();
                running.add(draw);
            } else {
                excess.add(draw.id());
            }
        }
        double[] given = running.stream().mapToDouble(Draw::leastWatts).toArray();
        double[] wanted =
                running.stream()
                        .mapToDouble(
                                d -> Math.clamp(d.wantedWatts(), d.leastWatts(), d.mostWatts()))
                        .toArray();
        left = fill(given, wanted, left);
        fill(given, running.stream().mapToDouble(Draw::mostWatts).toArray(), left);
        List<Cap> caps = new ArrayList<>();
        double sum = 0;
        for (int i = 0; i < given.length; i++) {
            caps.add(new Cap(running.get(i).id(), given[i]));
            sum += given[i];
        }
        return new Decision(caps, excess, sum);
    }

    /** Raises everyone by the same to its bound, those first who need least; what is left. */
    private static double fill(double[] given, double[] bounds, double watts) {
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < given.length; i++) {
            order.add(i);
        }
        order.sort(Comparator.comparingDouble(i -> bounds[i] - given[i]));
        double left = watts;
        for (int done = 0; done < order.size(); done++) {
            int i = order.get(done);
            double part = Math.min(bounds[i] - given[i], left / (order.size() - done));
            given[i] += Math.max(0, part);
            left -= Math.max(0, part);
        }
        return left;
    }
}
