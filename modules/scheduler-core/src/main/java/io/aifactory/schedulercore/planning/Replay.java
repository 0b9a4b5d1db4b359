package io.aifactory.schedulercore.planning;

/**
 * What would have been with another fleet. The port by which the planner asks the simulator; the
 * answer must be the same for the same question.
 */
public interface Replay {
    /**
     * Lets a window's requests come to a fleet that has been under this load before.
     *
     * @param workers ready from the beginning; 0 = nothing is served
     * @param point of all of them
     * @param window what comes
     * @param goal what a request has to meet to count as good
     */
    Outcome replay(int workers, WorkerPoint point, LoadWindow window, ServiceGoal goal);

    /**
     * What came of it.
     *
     * @param requests that came; at least 0
     * @param good of them met both bounds of the goal
     * @param watts mean power of the workers over the window
     */
    record Outcome(int requests, int good, double watts) {
        public Outcome {
            if (good < 0 || requests < good || !(watts >= 0)) {
                throw new IllegalArgumentException(
                        "%d good of %d requests at %s W is no outcome"
                                .formatted(good, requests, watts));
            }
        }

        /** Share of good requests; 1 if none came. */
        public double share() {
            return requests == 0 ? 1 : (double) good / requests;
        }
    }
}
