package io.aifactory.ingestion.job;

import java.time.Instant;

/** Something that happened to a job. */
public record JobEvent(Kind kind, String detail, Instant occurredAt) {
    /** What it was. */
    public enum Kind {
        QUEUED,
        STARTED,
        WARNING,
        RESTARTED,
        SUCCEEDED,
        FAILED,
        CANCELLED
    }
}
