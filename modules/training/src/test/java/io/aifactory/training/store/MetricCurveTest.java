package io.aifactory.training.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aifactory.contracts.Digest;
import io.aifactory.service.PostgresForTests;
import io.aifactory.training.support.Plans;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PostgresForTests.class)
class MetricCurveTest {
    @Inject JobStore store;
    @Inject EntityManager database;

    @Test
    void aLongJobIsShownInTwoThousandPointsWithEveryEvaluation() {
        // Given
        UUID job = jobWithPoints(50_003, 617);

        // When
        List<MetricPoint> points = store.metrics(job);

        // Then
        assertTrue(points.size() <= MetricCurve.MOST_POINTS, points.size() + " points");
        assertTrue(points.size() > MetricCurve.MOST_POINTS / 2, points.size() + " points");
        assertEquals(1, points.getFirst().step());
        assertEquals(50_003, points.getLast().step());
        assertEquals(
                LongStream.rangeClosed(1, 50_003 / 617).map(n -> n * 617).boxed().toList(),
                evaluated(points));
        assertEquals(
                points.stream().map(MetricPoint::step).sorted().distinct().toList(),
                points.stream().map(MetricPoint::step).toList());
        IntStream.range(1, points.size())
                .forEach(i ->
                        assertTrue(points.get(i).step() - points.get(i - 1).step() <= 30, "gap"));
    }

    @Test
    void aShortJobIsShownWhole() {
        UUID job = jobWithPoints(2_000, 600);

        assertEquals(
                LongStream.rangeClosed(1, 2_000).boxed().toList(),
                store.metrics(job).stream().map(MetricPoint::step).toList());
    }

    @Test
    void moreEvaluationsThanFitAreThinnedOutUpToTheNewest() {
        // Given
        UUID job = jobWithPoints(10_001, 1);

        // When
        List<MetricPoint> points = store.metrics(job);

        // Then
        assertTrue(points.size() <= MetricCurve.MOST_POINTS, points.size() + " points");
        assertTrue(points.size() > MetricCurve.MOST_POINTS / 2, points.size() + " points");
        assertEquals(1, points.getFirst().step());
        assertEquals(10_001, points.getLast().step());
    }

    @Test
    void aJobWithoutPointsHasAnEmptyCurve() {
        assertEquals(List.of(), store.metrics(jobWithPoints(0, 1)));
    }

    private static List<Long> evaluated(List<MetricPoint> points) {
        return points.stream()
                .filter(point -> point.heldOutBitsPerByte() != null)
                .map(MetricPoint::step)
                .toList();
    }

    /** A cancelled job with one point for each step; those of every n-th step are evaluated. */
    private UUID jobWithPoints(int steps, int evaluateEvery) {
        UUID id = UUID.randomUUID();
        QuarkusTransaction.requiringNew()
                .run(() -> {
                    JobEntity job =
                            JobRows.of(
                                    id,
                                    Plans.plan("curve", Plans.spec(Digest.of(new byte[0]), 10, 1)),
                                    Instant.EPOCH);
                    job.state = "CANCELLED";
                    job.persistAndFlush();
                    database.createNativeQuery(
                                    """
                                    insert into training.metric_point
                                        (job_id, step, loss, held_out_bits_per_byte)
                                    select :job, step, 1.0, case when step % :every = 0 then 2.0 end
                                    from generate_series(1, :steps) step
                                    """)
                            .setParameter("job", id)
                            .setParameter("every", evaluateEvery)
                            .setParameter("steps", steps)
                            .executeUpdate();
                });
        return id;
    }
}
