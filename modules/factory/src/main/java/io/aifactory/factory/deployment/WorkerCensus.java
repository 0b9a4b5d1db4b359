package io.aifactory.factory.deployment;

import io.aifactory.factory.supervision.Replica;
import io.aifactory.factory.supervision.WorkerOperation;
import java.util.List;

/**
 * What the workers of a deployment do.
 *
 * @param wanted workers asked for
 * @param ready of them that take requests
 * @param failed of them that will not come without being asked for again
 * @param trouble the latest reason of one that is not ready; may be empty
 * @param shortfall what of the SLO a ready one does not keep; may be empty
 */
record WorkerCensus(int wanted, int ready, int failed, String trouble, String shortfall) {
    static WorkerCensus of(List<Replica> all) {
        return new WorkerCensus(
                all.size(),
                (int) all.stream().filter(replica -> replica.endpoint().isPresent()).count(),
                (int) all.stream().filter(Replica::hasFailed).count(),
                all.stream()
                        .map(replica -> replica.view().reason())
                        .filter(reason -> !reason.isEmpty())
                        .findFirst()
                        .orElse(""),
                operations(all).stream()
                        .map(WorkerOperation::sloShortfall)
                        .filter(shortfall -> !shortfall.isEmpty())
                        .findFirst()
                        .orElse(""));
    }

    /** How those run the model that are ready, each way once. */
    static List<WorkerOperation> operations(List<Replica> all) {
        return all.stream()
                .filter(replica -> replica.endpoint().isPresent())
                .map(replica -> replica.view().operation())
                .distinct()
                .toList();
    }

    boolean isComplete() {
        return ready >= wanted;
    }

    /** Whether the others are on their way, or restart. */
    boolean awaitsMore() {
        return ready + failed < wanted;
    }

    String summary() {
        return ready + " of " + wanted + " workers are ready; " + trouble;
    }
}
