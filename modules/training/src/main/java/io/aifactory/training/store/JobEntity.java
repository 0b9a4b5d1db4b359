package io.aifactory.training.store;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Row of {@code training.job}. */
@Entity
@Table(name = "job", schema = "training")
class JobEntity extends PanacheEntityBase {
    @Id UUID id;

    @Column String name;

    @Column(name = "spec_digest")
    String specDigest;

    @Column String plan;

    @Column String registration;

    @Column String state;

    @Column int attempt;

    @Column int deaths;

    @Column(name = "retry_at")
    @Nullable Instant retryAt;

    @Column(name = "publish_failures")
    int publishFailures;

    @Column @Nullable String manifest;

    @Column(name = "model_version")
    @Nullable String modelVersion;

    @Column(name = "error_code")
    @Nullable String errorCode;

    @Column(name = "error_message")
    @Nullable String errorMessage;

    @Column long step;

    @Column long steps;

    @Column(name = "checkpoint_step")
    long checkpointStep;

    @Column long tokens;

    @Column @Nullable Long parameters;

    @Column(name = "tokens_per_second")
    @Nullable Double tokensPerSecond;

    @Column(name = "seconds_left")
    @Nullable Double secondsLeft;

    @Column @Nullable Double loss;

    @Column(name = "learning_rate")
    @Nullable Double learningRate;

    @Column(name = "held_out_bits_per_byte")
    @Nullable Double heldOutBitsPerByte;

    @Column(name = "bigram_bits_per_byte")
    @Nullable Double bigramBitsPerByte;

    @Column @Nullable String sample;

    @Column @Nullable Double joules;

    @Column(name = "joules_estimated")
    @Nullable Boolean joulesEstimated;

    @Column(name = "created_at")
    Instant createdAt;

    @Column(name = "finished_at")
    @Nullable Instant finishedAt;
}
