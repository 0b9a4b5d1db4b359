package io.aifactory.schedulercore.batchlane;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * When the lane runs: the cheapest slots that leave no deadline behind.
 *
 * <p>Work due by each deadline has to fit into the slots chosen before it. Deadlines are taken in
 * ascending order, and each takes the cheapest of what is left before it until its work fits, the
 * earlier of equal ones. As the conditions are nested, no other choice has a smaller sum of signal
 * × work (greedy on a nested matroid, Edmonds, Mathematical Programming 1, 1971), provided that the
 * forecast holds. The quantile of the forecast that leaves enough capacity is thereby found and not
 * set, and a start that is the latest one is the case in which all that is left is chosen.
 *
 * @param state what to do now
 * @param workNow work to be done in the first slot, at whatever rate there is room for
 * @param threshold largest signal that is chosen; NaN if nothing is
 * @param nextStartMillis when the lane next wants to run, since the epoch; the first slot's begin
 *     if now; {@link Long#MAX_VALUE} if there is no work
 * @param work chosen for each slot
 * @param atRisk jobs that do not fit before their deadline with what is trusted, the first due
 *     first
 */
public record LanePlan(
        State state,
        double workNow,
        double threshold,
        long nextStartMillis,
        List<Double> work,
        List<String> atRisk) {
    /** What to do now. */
    public enum State {
        /** There is no work. */
        EMPTY,
        /** A better time comes, and it is early enough. */
        WAIT,
        /** It does not get better than now before the deadline. */
        RUN_CHEAP,
        /** Every slot left is needed, whatever its signal. */
        RUN_LATEST
    }

    /** A part of a slot that lies on one side of every deadline. */
    private record Piece(int slot, long endMillis, double signal, double room) {}

    private static final Comparator<Piece> CHEAPEST =
            Comparator.comparingDouble(Piece::signal).thenComparingLong(Piece::endMillis);

    public LanePlan {
        work = List.copyOf(work);
        atRisk = List.copyOf(atRisk);
    }

    /** Plans from the forecast's begin. Deadlines beyond its end count as its end. */
    public static LanePlan of(List<BatchJob> jobs, LaneForecast forecast, LaneSettings settings) {
        return new Planning(forecast, settings).plan(jobs);
    }

    private static final class Planning {
        private final LaneForecast forecast;
        private final LaneSettings settings;
        private final double[] chosen;
        private final PriorityQueue<Piece> open = new PriorityQueue<>(CHEAPEST);
        private final List<String> atRisk = new ArrayList<>();
        private double threshold = Double.NaN;
        private boolean nowIsLatest;

        Planning(LaneForecast forecast, LaneSettings settings) {
            this.forecast = forecast;
            this.settings = settings;
            this.chosen = new double[forecast.slots()];
        }

        LanePlan plan(List<BatchJob> jobs) {
            List<BatchJob> due =
                    jobs.stream()
                            .filter(job -> job.remaining() > 0)
                            .sorted(Comparator.comparingLong(BatchJob::deadlineMillis))
                            .toList();
            long at = forecast.fromMillis();
            double mean = 0;
            double variance = 0;
            double taken = 0;
            for (BatchJob job : due) {
                long until = Math.max(at, end(job));
                open(at, until);
                at = until;
                mean += job.remaining();
                variance += job.deviation() * job.deviation();
                double needed = mean + settings.deviations() * Math.sqrt(variance);
                taken += take(needed - taken);
                if (taken < needed * (1 - 1e-9)) {
                    atRisk.add(job.id());
                }
                nowIsLatest |= open.isEmpty();
            }
            return result(due.isEmpty());
        }

        /**
         * A deadline within its guard of now still leaves what comes before the deadline itself.
         */
        private long end(BatchJob job) {
            long from = forecast.fromMillis();
            long deadline = Math.max(from, job.deadlineMillis());
            long guarded = deadline - settings.guard().toMillis();
            long end = guarded > from ? guarded : deadline;
            return Math.min(end, forecast.startMillis(forecast.slots()));
        }

        /** What lies between two times is open to whoever is due from then on. */
        private void open(long fromMillis, long untilMillis) {
            long at = fromMillis;
            while (at < untilMillis) {
                int slot = (int) ((at - forecast.fromMillis()) / forecast.slotMillis());
                long end = Math.min(untilMillis, forecast.startMillis(slot + 1));
                double room = settings.trust() * forecast.rate(slot) * (end - at);
                if (room > 0) {
                    open.add(new Piece(slot, end, forecast.signal(slot), room));
                }
                at = end;
            }
        }

        private double take(double needed) {
            double taken = 0;
            while (taken < needed && !open.isEmpty()) {
                Piece piece = open.remove();
                double part = Math.min(piece.room(), needed - taken);
                chosen[piece.slot()] += part;
                taken += part;
                // not Math.max, for which NaN wins
                threshold = piece.signal() <= threshold ? threshold : piece.signal();
                if (part < piece.room()) {
                    open.add(
                            new Piece(
                                    piece.slot(),
                                    piece.endMillis(),
                                    piece.signal(),
                                    piece.room() - part));
                }
            }
            return taken;
        }

        private LanePlan result(boolean empty) {
            int first = 0;
            while (first < chosen.length && chosen[first] == 0) {
                first++;
            }
            boolean overdue = !atRisk.isEmpty();
            State state;
            if (empty) {
                state = State.EMPTY;
            } else if (overdue || (first == 0 && nowIsLatest)) {
                state = State.RUN_LATEST;
            } else {
                state = first == 0 ? State.RUN_CHEAP : State.WAIT;
            }
            // whatever does not fit takes all there is, trusted or not
            double now = overdue ? forecast.rate(0) * forecast.slotMillis() : chosen[0];
            long start =
                    state == State.WAIT && first < chosen.length
                            ? forecast.startMillis(first)
                            : forecast.fromMillis();
            return new LanePlan(
                    state,
                    now,
                    threshold,
                    empty ? Long.MAX_VALUE : start,
                    Arrays.stream(chosen).boxed().toList(),
                    atRisk);
        }
    }
}
