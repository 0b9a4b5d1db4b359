package io.aifactory.schedulercore.planning;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Plans a fleet for the load that was and the load that is expected. Remembers what was needed
 * before, so there is one for each deployment; not thread-safe.
 */
public final class Planner {
    private final PlannerSettings settings;
    private final FleetSearch search;
    private final Patience patience = new Patience();

    /**
     * @param replay answers what a fleet would do
     */
    public Planner(PlannerSettings settings, Replay replay) {
        this.settings = settings;
        this.search = new FleetSearch(settings, replay);
    }

    /**
     * @param windows equally likely ways in which the last requests may go on by the time a worker
     *     started now would serve: over all of them together the fleet has to hold; a window
     *     without requests is held by no worker at all
     * @param nowNanos of any monotonic clock
     */
    public Plan plan(FleetView fleet, List<LoadWindow> windows, long nowNanos) {
        return plan(fleet, windows, windows, nowNanos);
    }

    /**
     * The same, with another look at how fast the workers that are ready have to be.
     *
     * @param next what comes until the next plan: a pace changes at once, a fleet does not
     */
    public Plan plan(
            FleetView fleet, List<LoadWindow> windows, List<LoadWindow> next, long nowNanos) {
        return plan(fleet, windows, next, settings.goal().share(), nowNanos);
    }

    /**
     * The same with another share than the promised one for the time being; see {@link
     * ErrorBudget}.
     *
     * @param share of the requests that shall be good, in [0, 1]
     */
    public Plan plan(
            FleetView fleet,
            List<LoadWindow> windows,
            List<LoadWindow> next,
            double share,
            long nowNanos) {
        JudgedFleet best = search.search(windows, share);
        List<String> reasons = new ArrayList<>();
        reasons.add(
                best.holds()
                        ? "the cheapest fleet that holds is " + best
                        : "no fleet within the limits holds; the best of them is " + best);
        int most = settings.mostWorkers(best.point());
        int needed = atLeast(best.workers(), fleet, reasons);
        int wanted = Math.min(most, patient(needed, best, windows, fleet, nowNanos, reasons));
        if (fleet.manualWorkers().isPresent()) {
            int manual = fleet.manualWorkers().getAsInt();
            wanted = Math.min(most, manual);
            reasons.addFirst(
                    manual <= most
                            ? "a person wants " + manual + " workers"
                            : "a person wants "
                                    + manual
                                    + " workers, of which "
                                    + most
                                    + " are within the limits");
        }
        if (needed > most) {
            reasons.add(needed + " are needed and " + most + " are within the limits");
        }
        ActionSequence.Sequence sequence =
                ActionSequence.from(
                        settings, fleet, wanted, paced(best, wanted, fleet, next, reasons));
        if (sequence.held()) {
            reasons.add("a start waits, because with what still runs it would exceed the limits");
        }
        return new Plan(
                settings.advisory(), sequence.actions(), wanted, best, search.judged(), reasons);
    }

    private WorkerPoint paced(
            JudgedFleet best,
            int wanted,
            FleetView fleet,
            List<LoadWindow> next,
            List<String> reasons) {
        int serving =
                (int)
                        Math.min(
                                wanted,
                                fleet.workers().stream()
                                        .filter(w -> w.phase() instanceof FleetView.Ready)
                                        .filter(w -> best.point().reachableFrom(w.point()))
                                        .count());
        if (serving == 0 || settings.paces().isEmpty()) {
            return best.point();
        }
        WorkerPoint paced = search.slowest(serving, best.point(), next);
        if (!paced.equals(best.point())) {
            reasons.add("until the next plan " + serving + " hold with " + paced);
        }
        return paced;
    }

    private int atLeast(int needed, FleetView fleet, List<String> reasons) {
        int least = settings.limits().leastWorkers();
        if (needed < least) {
            reasons.add("at least " + least + " are kept");
            return least;
        }
        if (needed == 0 && fleet.waiting() > 0) {
            reasons.add(fleet.waiting() + " requests wait for the first worker");
            return 1;
        }
        return needed;
    }

    /** Fewer only if they were enough for as long as a stop takes to pay. */
    private int patient(
            int needed,
            JudgedFleet best,
            List<LoadWindow> windows,
            FleetView fleet,
            long nowNanos,
            List<String> reasons) {
        patience.needed(needed, nowNanos);
        int live = fleet.live().size();
        if (needed >= live) {
            return needed;
        }
        double seconds =
                settings.breakEvenSeconds(
                        search.judge(live, best.point(), windows),
                        search.judge(needed, best.point(), windows));
        int kept = Math.clamp(patience.floor(seconds, nowNanos), needed, live);
        if (kept > needed) {
            reasons.add(
                    String.format(
                            Locale.ROOT,
                            "%d would do, but %d are kept until fewer were enough for %.0f s, after which a later start costs no more than they do",
                            needed,
                            kept,
                            seconds));
        }
        return kept;
    }
}
