package io.aifactory.ingestion.api;

import io.aifactory.contracts.error.ErrorCode;
import io.aifactory.contracts.error.FactoryException;
import io.aifactory.ingestion.job.IngestionJob;
import io.aifactory.ingestion.job.JobBook;
import java.util.UUID;

/** The job that a path names. */
final class NamedJob {
    private NamedJob() {}

    /**
     * @throws FactoryException {@code NOT_FOUND} if there is no such job, or the id is none
     */
    static IngestionJob find(JobBook book, String id) {
        try {
            return book.find(UUID.fromString(id)).orElseThrow(() -> notFound(id));
        } catch (IllegalArgumentException e) {
            throw notFound(id);
        }
    }

    static FactoryException notFound(String id) {
        return new FactoryException(
                ErrorCode.NOT_FOUND,
                "There is no ingestion job '" + id + "'; GET /api/v1/ingestion-jobs lists them.");
    }
}
