package io.aifactory.training.store;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Row of {@code training.metric_point}. */
@Entity
@Table(name = "metric_point", schema = "training")
@IdClass(MetricPointEntity.Key.class)
class MetricPointEntity extends PanacheEntityBase {
    record Key(UUID jobId, long step) implements Serializable {}

    @Id
    @Column(name = "job_id")
    UUID jobId;

    @Id long step;

    @Column @Nullable Double loss;

    @Column(name = "held_out_bits_per_byte")
    @Nullable Double heldOutBitsPerByte;

    @Column(name = "tokens_per_second")
    @Nullable Double tokensPerSecond;

    @Column(name = "learning_rate")
    @Nullable Double learningRate;

    @Column(name = "gradient_norm")
    @Nullable Double gradientNorm;

    /** The point of a step: a resumed attempt takes the same steps again. */
    static MetricPointEntity at(UUID jobId, long step) {
        MetricPointEntity known = findById(new Key(jobId, step));
        if (known != null) {
            return known;
        }
        MetricPointEntity point = new MetricPointEntity();
        point.jobId = jobId;
        point.step = step;
        point.persist();
        return point;
    }

    MetricPoint toRecord() {
        return new MetricPoint(
                step, loss, heldOutBitsPerByte, tokensPerSecond, learningRate, gradientNorm);
    }
}
