package io.aifactory.training.store;

import java.util.List;
import java.util.UUID;
import org.hibernate.Session;

/**
 * The curves of a job in a bounded number of points, chosen in the database: what is read does not
 * grow with the steps of the job.
 */
final class MetricCurve {
    /** Points of a curve at most. */
    static final int MOST_POINTS = 2_000;

    /** Evaluated points at most; where there are more, they are thinned out evenly. */
    static final int MOST_EVALUATED = MOST_POINTS / 2;

    private static final String POINTS =
            """
            with bounds as (
                select min(step) as first_step, max(step) as last_step
                from training.metric_point where job_id = :job
            ), evaluated as (
                select step,
                       row_number() over (order by step desc) - 1 as age,
                       count(*) over () as total
                from training.metric_point
                where job_id = :job and held_out_bits_per_byte is not null
            ), always as (
                select step from evaluated
                where age % cast(ceil(total / cast(:mostEvaluated as double precision)) as bigint)
                      = 0
                union select first_step from bounds
                union select last_step from bounds
            ), stride as (
                select case
                    when last_step - first_step < :mostPoints then 1
                    else cast(ceil((last_step - first_step)
                        / cast(:mostPoints - (select count(*) from always) as double precision))
                        as bigint)
                    end as steps
                from bounds
            ), kept as (
                select step from always
                union
                select generate_series(first_step, last_step, steps) from bounds, stride
            )
            select point.* from training.metric_point point join kept on point.step = kept.step
            where point.job_id = :job
            order by point.step
            """;

    private MetricCurve() {}

    /** The chosen points in the order of their steps. */
    static List<MetricPoint> of(UUID job) {
        return MetricPointEntity.getEntityManager()
                .unwrap(Session.class)
                .createNativeQuery(POINTS, MetricPointEntity.class)
                .setParameter("job", job)
                .setParameter("mostEvaluated", MOST_EVALUATED)
                .setParameter("mostPoints", MOST_POINTS)
                .getResultStream()
                .map(MetricPointEntity::toRecord)
                .toList();
    }
}
