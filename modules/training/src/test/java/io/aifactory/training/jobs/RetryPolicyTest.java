package io.aifactory.training.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.aifactory.contracts.error.ErrorCode;
import io.aifactory.training.protocol.TrainerEvent;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RetryPolicyTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final AttemptEnd DEATH = new AttemptEnd.Died(137);
    private final RetryPolicy policy =
            new RetryPolicy(3, Duration.ofSeconds(1), Duration.ofSeconds(3), Duration.ofSeconds(6));

    @Test
    void aDeathIsFollowedByAWaitThatDoublesUpToItsBound() {
        assertEquals(
                new JobState.Waiting(1, 1, NOW.plusSeconds(1)),
                policy.after(new JobState.Running(1, 0), DEATH, NOW));
        assertEquals(
                new JobState.Waiting(2, 2, NOW.plusSeconds(2)),
                policy.after(new JobState.Running(2, 1), DEATH, NOW));
        assertEquals(Duration.ofSeconds(3), policy.delay(2));
        assertEquals(Duration.ofSeconds(3), policy.delay(1_000));
    }

    @Test
    void theLastDeathAllowedFailsTheJob() {
        JobState state = policy.after(new JobState.Running(3, 2), DEATH, NOW);

        assertEquals(JobState.Name.FAILED, state.name());
    }

    @Test
    void aCheckpointForgivesEarlierDeaths() {
        JobState.Running running = new JobState.Running(3, 2).progressed();

        assertEquals(
                new JobState.Waiting(3, 1, NOW.plusSeconds(1)), policy.after(running, DEATH, NOW));
    }

    @Test
    void aReportedFailureIsFinalUnlessItMayPass() {
        var wrong = new TrainerEvent.Failed(ErrorCode.INVALID_REQUEST, "no", false);
        var full = new TrainerEvent.Failed(ErrorCode.STORAGE_FULL, "full", true);
        var running = new JobState.Running(1, 0);

        assertEquals(
                new JobState.Failed(ErrorCode.INVALID_REQUEST, "no"),
                policy.after(running, new AttemptEnd.Reported(wrong), NOW));
        assertEquals(
                new JobState.Waiting(1, 1, NOW.plusSeconds(1)),
                policy.after(running, new AttemptEnd.Reported(full), NOW));
    }

    @Test
    void aTrainedModelGoesToPublishing() {
        assertEquals(
                new JobState.Publishing(2, 0, NOW),
                policy.after(new JobState.Running(2, 1), new AttemptEnd.Trained(), NOW));
    }

    @Test
    void aFailedTryToPublishIsFollowedByAnotherUntilTheWaitsAreTooLong() {
        var away = new JobState.Failed(ErrorCode.UNAVAILABLE, "away");

        assertEquals(
                new JobState.Publishing(2, 1, NOW.plusSeconds(1)),
                policy.afterFailedTry(new JobState.Publishing(2, 0, NOW), away, true, NOW));
        assertEquals(
                new JobState.Publishing(2, 3, NOW.plusSeconds(3)),
                policy.afterFailedTry(new JobState.Publishing(2, 2, NOW), away, true, NOW));
        // 1 s + 2 s + 3 s were waited.
        assertEquals(
                away, policy.afterFailedTry(new JobState.Publishing(2, 3, NOW), away, true, NOW));
    }

    @Test
    void aTryToPublishThatCannotSucceedIsTheLast() {
        var refused = new JobState.Failed(ErrorCode.INVALID_REQUEST, "no");

        assertEquals(
                refused,
                policy.afterFailedTry(new JobState.Publishing(1, 0, NOW), refused, false, NOW));
    }

    @Test
    void anInterruptionIsNobodysFault() {
        assertEquals(new JobState.Waiting(2, 1, NOW), new JobState.Running(2, 1).interrupted(NOW));
        assertEquals(new JobState.Running(3, 1), new JobState.Waiting(2, 1, NOW).start());
    }
}
