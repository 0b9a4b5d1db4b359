package io.aifactory.schedulercore.planning;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Finds the smallest fleet that holds, at each point, and the cheapest of those. More workers serve
 * no worse, so the search goes in growing steps from the last answer and halves what is left. Lives
 * as long as its planner; not thread-safe.
 */
final class FleetSearch {
    private final PlannerSettings settings;
    private final Replay replay;
    private final Map<WorkerPoint, Integer> lastAnswers = new HashMap<>();
    private final List<JudgedFleet> judged = new ArrayList<>();
    private double leastShare = 1;

    FleetSearch(PlannerSettings settings, Replay replay) {
        this.settings = settings;
        this.replay = replay;
    }

    /**
     * The cheapest fleet that holds; where none does, the one with the most good requests.
     *
     * @param windows equally likely
     * @param least share of good requests over all of them that holds, in this question and those
     *     about paces that follow
     */
    JudgedFleet search(List<LoadWindow> windows, double least) {
        leastShare = least;
        judged.clear();
        List<JudgedFleet> answers = new ArrayList<>();
        for (WorkerPoint point : settings.points()) {
            answers.add(smallest(point, windows));
        }
        return answers.stream()
                .filter(JudgedFleet::holds)
                .min(Comparator.comparingDouble(JudgedFleet::moneyPerHour))
                .orElseGet(() ->
                        answers.stream()
                                .max(Comparator.comparingDouble(JudgedFleet::share))
                                .orElseThrow());
    }

    private JudgedFleet smallest(WorkerPoint point, List<LoadWindow> windows) {
        Map<Integer, JudgedFleet> known = new TreeMap<>();
        int most = settings.mostWorkers(point);
        int fails = -1;
        int holds = most + 1;
        int stride = 1;
        while (holds - fails > 1 && judged.size() < settings.mostReplays()) {
            int next;
            if (known.isEmpty()) {
                next = Math.clamp(lastAnswers.getOrDefault(point, 1), 0, most);
            } else if (holds > most) {
                next = Math.min(most, fails + stride);
                stride *= 2;
            } else if (fails < 0) {
                next = Math.max(0, holds - stride);
                stride *= 2;
            } else {
                next = (fails + holds) / 2;
            }
            JudgedFleet fleet = judge(next, point, windows);
            known.put(next, fleet);
            if (fleet.holds()) {
                holds = next;
            } else {
                fails = next;
            }
        }
        JudgedFleet answer =
                known.values().stream()
                        .filter(JudgedFleet::holds)
                        .findFirst()
                        .orElseGet(() -> mostGood(known, most, point, windows));
        lastAnswers.put(point, answer.workers());
        return answer;
    }

    /** The largest that may be, where none holds: the limit is the trouble, and not the load. */
    private JudgedFleet mostGood(
            Map<Integer, JudgedFleet> known,
            int most,
            WorkerPoint point,
            List<LoadWindow> windows) {
        JudgedFleet largest = known.get(most);
        return largest == null ? judge(most, point, windows) : largest;
    }

    /**
     * The slowest pace at which these workers hold; as a slower one holds no better, the middle of
     * what is left is looked at next.
     */
    WorkerPoint slowest(int workers, WorkerPoint point, List<LoadWindow> windows) {
        List<Double> paces = settings.paces();
        int low = 0; // so many paces hold
        int high = paces.size();
        while (low < high) {
            int middle = (low + high + 1) / 2;
            if (replay(workers, point.withPace(paces.get(middle - 1)), windows).holds()) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low == 0 ? point : point.withPace(paces.get(low - 1));
    }

    /** Everything that was judged for the last question. */
    List<JudgedFleet> judged() {
        return List.copyOf(judged);
    }

    /** Judges a fleet; one that was judged already for this question is not replayed again. */
    JudgedFleet judge(int workers, WorkerPoint point, List<LoadWindow> windows) {
        return judged.stream()
                .filter(f -> f.workers() == workers && f.point().equals(point))
                .findFirst()
                .orElseGet(() -> replay(workers, point, windows));
    }

    private JudgedFleet replay(int workers, WorkerPoint point, List<LoadWindow> windows) {
        double good = 0;
        double requests = 0;
        double joules = 0;
        double seconds = 0;
        for (LoadWindow window : windows) {
            Replay.Outcome outcome = replay.replay(workers, point, window, settings.goal());
            good += outcome.share() * window.rate();
            requests += window.rate();
            joules += outcome.watts() * window.seconds();
            seconds += window.seconds();
        }
        double share = requests > 0 ? good / requests : 1;
        double watts = seconds > 0 ? joules / seconds : 0;
        JudgedFleet fleet =
                new JudgedFleet(
                        workers,
                        point,
                        share,
                        share >= leastShare,
                        watts,
                        settings.moneyPerHour(workers, watts));
        judged.add(fleet);
        return fleet;
    }
}
