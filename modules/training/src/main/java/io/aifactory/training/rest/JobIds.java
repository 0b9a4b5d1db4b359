package io.aifactory.training.rest;

import io.aifactory.contracts.error.ErrorCode;
import io.aifactory.contracts.error.FactoryException;
import java.util.UUID;

/** Job ids as they stand in paths. */
final class JobIds {
    private JobIds() {}

    /**
     * @throws FactoryException {@code NOT_FOUND} if no job can have this id
     */
    static UUID parse(String id) {
        try {
            return UUID.fromString(id);
        } catch (IllegalArgumentException e) {
            throw new FactoryException(
                    ErrorCode.NOT_FOUND, "there is no training job '" + id + "'", e);
        }
    }
}
