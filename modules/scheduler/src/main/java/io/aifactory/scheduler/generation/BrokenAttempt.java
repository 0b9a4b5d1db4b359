package io.aifactory.scheduler.generation;

import io.aifactory.contracts.error.ErrorCode;
import io.aifactory.contracts.error.FactoryException;
import io.grpc.Status;
import java.util.Optional;
import java.util.Set;

/** What it means that a worker refused a request or broke off, and what follows for the worker. */
public final class BrokenAttempt {
    private BrokenAttempt() {}

    /**
     * @param avoided workers that the request's next attempts keep away from; may get this one
     * @return whether it counts as a fruitless attempt
     * @throws FactoryException if another attempt would not help
     */
    public static boolean counts(
            Status status, String worker, GenerationPorts ports, Set<String> avoided) {
        switch (status.getCode()) {
            case RESOURCE_EXHAUSTED -> {
                ports.dispatcher().workerFull(worker);
                return false;
            }
            case INVALID_ARGUMENT ->
                    throw new FactoryException(
                            ErrorCode.INVALID_REQUEST,
                            Optional.ofNullable(status.getDescription())
                                    .orElse("the worker refused the request as not valid"));
            case DEADLINE_EXCEEDED ->
                    throw new FactoryException(
                            ErrorCode.UNAVAILABLE,
                            "the request took longer than "
                                    + ports.requestTimeout().toSeconds()
                                    + " s; ask for fewer tokens");
            case NOT_FOUND -> ports.workers().misdescribed(worker);
            case INTERNAL, UNKNOWN, DATA_LOSS -> avoided.add(worker);
            default -> {
                avoided.add(worker);
                ports.workers().broken(worker);
            }
        }
        return true;
    }
}
