package io.aifactory.training.jobs;

import io.aifactory.contracts.error.ErrorCode;
import io.aifactory.training.protocol.TrainerEvent;
import java.time.Duration;
import java.time.Instant;

/**
 * What follows the end of an attempt.
 *
 * @param mostDeaths attempts that may die one after the other without a new checkpoint, before the
 *     job is given up
 * @param firstDelay before the second attempt; doubles with each further one
 * @param longestDelay upper bound of the delay
 */
public record RetryPolicy(int mostDeaths, Duration firstDelay, Duration longestDelay) {
    private static final int MOST_DOUBLINGS = 30;

    /** The job's next state. */
    public JobState after(JobState.Running running, AttemptEnd end, Instant now) {
        return switch (end) {
            case AttemptEnd.Trained() -> running.trained();
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

    /** The delay after so many deaths before this one. */
    Duration delay(int deathsBefore) {
        Duration delay = firstDelay.multipliedBy(1L << Math.min(deathsBefore, MOST_DOUBLINGS));
        return delay.compareTo(longestDelay) > 0 ? longestDelay : delay;
    }
}
