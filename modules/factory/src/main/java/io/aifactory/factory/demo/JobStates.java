package io.aifactory.factory.demo;

import io.aifactory.factory.client.JobError;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the states of ingestion and training jobs mean to somebody who waits. */
final class JobStates {
    private static final String SUCCEEDED = "SUCCEEDED";
    private static final Set<String> ENDED = Set.of(SUCCEEDED, "FAILED", "CANCELLED");

    private JobStates() {}

    static boolean hasEnded(String state) {
        return ENDED.contains(state);
    }

    /** The job's own reason where it gives one, else its state. */
    static String reason(String state, @Nullable JobError error) {
        return error == null ? state : error.message();
    }

    static boolean hasSucceeded(String state) {
        return SUCCEEDED.equals(state);
    }
}
