package io.aifactory.training.jobs;

import io.aifactory.contracts.error.ErrorCode;
import io.aifactory.contracts.retry.Backoff;
import io.aifactory.training.protocol.TrainerEvent;
import java.time.Duration;
import java.time.Instant;

/**
 * What follows the end of an attempt, and a failed try to publish its model.
 *
 * @param mostDeaths attempts that may die one after the other without a new checkpoint, before the
 *     job is given up
 * @param firstDelay before the second attempt; doubles with each further one
 * @param longestDelay upper bound of the delay
 * @param publishFor waits between tries to publish, together, after which the job is given up
 */
public record RetryPolicy(
        int mostDeaths, Duration firstDelay, Duration longestDelay, Duration publishFor) {
    /**
     * @throws IllegalArgumentException if a delay would not be positive
     */
    public RetryPolicy {
        if (!firstDelay.isPositive() || !longestDelay.isPositive()) {
            throw new IllegalArgumentException(
                    "the delays of aifactory.training.retry must be positive");
        }
    }

    /** The job's next state. */
    public JobState after(JobState.Running running, AttemptEnd end, Instant now) {
        return switch (end) {
            case AttemptEnd.Trained() -> running.trained(now);
            case AttemptEnd.Reported(TrainerEvent.Failed failure) ->
                    failure.retryable()
                            ? again(running, failure.code(), failure.message(), now)
                            : running.fail(failure.code(), failure.message());
            case AttemptEnd.Died(int exitStatus) ->
                    again(
                            running,
                            ErrorCode.TRAINING_FAILED,
                            "the trainer process ended with status %d before it had finished; its"
                                            .formatted(exitStatus)
                                    + " log has the details",
                            now);
        };
    }

    private JobState again(JobState.Running running, ErrorCode code, String message, Instant now) {
        return running.deaths() + 1 >= mostDeaths
                ? running.fail(code, message)
                : running.died(now.plus(delay(running.deaths())));
    }

    /**
     * The state after a failed try to publish. Only waits count against the bound, not the time in
     * which no control plane runs.
     *
     * @param failure why, and how the job ends if this was the last try
     * @param mayPass another try may succeed
     */
    public JobState afterFailedTry(
            JobState.Publishing publishing, JobState.Failed failure, boolean mayPass, Instant now) {
        return mayPass && waited(publishing.failures()).compareTo(publishFor) < 0
                ? publishing.failed(now.plus(delay(publishing.failures())))
                : publishing.fail(failure.code(), failure.message());
    }

    private Duration waited(int failures) {
        Duration waited = Duration.ZERO;
        for (int before = 0; before < failures; before++) {
            waited = waited.plus(delay(before));
        }
        return waited;
    }

    /** The delay after so many deaths before this one. */
    Duration delay(int deathsBefore) {
        Duration initial = firstDelay.compareTo(longestDelay) > 0 ? longestDelay : firstDelay;
        return Backoff.fresh(initial, longestDelay).after(deathsBefore).afterFailure().delay();
    }
}
