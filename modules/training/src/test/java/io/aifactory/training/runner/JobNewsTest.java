package io.aifactory.training.runner;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.aifactory.contracts.Digest;
import io.aifactory.training.jobs.JobState;
import io.aifactory.training.spec.JobPlan;
import io.aifactory.training.store.JobFigures;
import io.aifactory.training.store.JobRecord;
import io.aifactory.training.support.Eventually;
import io.aifactory.training.support.Plans;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class JobNewsTest {
    private static final UUID JOB = new UUID(4, 2);
    private final JobNews news = new JobNews(new JobMeters(new SimpleMeterRegistry()));

    @Test
    void nobodyIsRememberedWhoListenedToAnEndedJob() {
        // When
        AssertSubscriber<JobNews.Item> listener =
                news.of(JOB, () -> job(new JobState.Cancelled()))
                        .subscribe()
                        .withSubscriber(AssertSubscriber.create(10));

        // Then
        listener.awaitCompletion().assertItems(item(new JobState.Cancelled()));
        Eventually.until("the listener is forgotten", () -> news.jobs() == 0);
    }

    @Test
    void aListenerGetsWhatHappensUntilTheEnd() {
        // Given
        AssertSubscriber<JobNews.Item> listener = listen(10);

        // When
        news.tell(job(new JobState.Running(1, 0)), List.of());
        news.tell(job(new JobState.Cancelled()), List.of());

        // Then
        listener.awaitCompletion()
                .assertItems(
                        item(new JobState.Queued()),
                        item(new JobState.Running(1, 0)),
                        item(new JobState.Cancelled()));
        assertEquals(0, news.jobs());
    }

    @Test
    void aListenerThatDoesNotReadIsDroppedBeforeItFillsTheMemory() {
        // Given: it has read one item and asks for no more
        AssertSubscriber<JobNews.Item> listener = listen(1);

        // When
        for (int i = 0; i < 2 * JobNews.MOST_UNREAD; i++) {
            news.tell(job(new JobState.Running(1, 0)), List.of());
        }
        listener.request(Long.MAX_VALUE);

        // Then
        listener.awaitFailure();
        Eventually.until("the listener is forgotten", () -> news.jobs() == 0);
    }

    private AssertSubscriber<JobNews.Item> listen(long requested) {
        AssertSubscriber<JobNews.Item> listener =
                news.of(JOB, () -> job(new JobState.Queued()))
                        .subscribe()
                        .withSubscriber(AssertSubscriber.create(requested));
        return listener.awaitItems(1);
    }

    private static JobNews.Item item(JobState state) {
        return new JobNews.Item(job(state), List.of());
    }

    private static JobRecord job(JobState state) {
        JobPlan plan = Plans.plan("news", Plans.spec(Digest.of(new byte[0]), 10, 1));
        return new JobRecord(
                JOB,
                plan,
                plan.spec().digest(),
                state,
                1,
                new JobFigures(0, 0, 0, null, null, null, null, null, null, null, null, null, null),
                Instant.EPOCH);
    }
}
