package io.aifactory.simulator.elastic;

import java.util.List;

/** Who says which worker takes a request, and is told what comes of it. Not thread-safe. */
interface Door {
    /** A worker serves now, or serves with another batch than before. */
    void reported(ElasticWorker worker);

    /** A worker is gone. */
    void gone(ElasticWorker worker);

    /**
     * Chooses.
     *
     * @param free workers with room; not empty
     */
    ElasticWorker choose(ElasticRequest request, List<ElasticWorker> free, long now);

    /** A worker has done so many steps of the same content, one after the other. */
    void stepped(ElasticWorker worker, ElasticWorker.Steps steps);

    /** The prompt of a request is computed. */
    void firstToken(ElasticRequest request, long now);

    /** A request has ended. */
    void finished(ElasticRequest request, long now);

    /**
     * To the one with the fewest requests, the first of equals: what a policy that balances comes
     * to, without the books and records of one, for the many requests of a planner's replays.
     */
    Door FEWEST_IN_FLIGHT =
            new Door() {
                @Override
                public void reported(ElasticWorker worker) {}

                @Override
                public void gone(ElasticWorker worker) {}

                @Override
                public ElasticWorker choose(
                        ElasticRequest request, List<ElasticWorker> free, long now) {
                    ElasticWorker fewest = free.getFirst();
                    for (ElasticWorker worker : free) {
                        fewest = worker.inFlight() < fewest.inFlight() ? worker : fewest;
                    }
                    return fewest;
                }

                @Override
                public void stepped(ElasticWorker worker, ElasticWorker.Steps steps) {}

                @Override
                public void firstToken(ElasticRequest request, long now) {}

                @Override
                public void finished(ElasticRequest request, long now) {}
            };
}
