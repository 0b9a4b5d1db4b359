package io.aifactory.training.store;

import io.aifactory.training.jobs.AttemptState;
import io.aifactory.training.protocol.ProcessIdentity;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Row of {@code training.attempt}. */
@Entity
@Table(name = "attempt", schema = "training")
@IdClass(AttemptEntity.Key.class)
class AttemptEntity extends PanacheEntityBase {
    record Key(UUID jobId, int number) implements Serializable {}

    @Id
    @Column(name = "job_id")
    UUID jobId;

    @Id int number;

    @Column String state;

    @Column @Nullable Long pid;

    @Column(name = "pid_started_millis")
    @Nullable Long pidStartedMillis;

    @Column(name = "exit_status")
    @Nullable Integer exitStatus;

    @Column(name = "events_read")
    long eventsRead;

    @Column(name = "started_at")
    Instant startedAt;

    @Column(name = "ended_at")
    @Nullable Instant endedAt;

    AttemptState state() {
        return switch (AttemptState.Name.valueOf(state)) {
            case STARTING -> new AttemptState.Starting();
            case RUNNING ->
                    new AttemptState.Running(
                            new ProcessIdentity(
                                    pid == null ? -1 : pid,
                                    pidStartedMillis == null ? 0 : pidStartedMillis));
            case TRAINED -> new AttemptState.Trained();
            case DIED -> new AttemptState.Died(exitStatus == null ? -1 : exitStatus);
            case REFUSED -> new AttemptState.Refused();
            case STOPPED -> new AttemptState.Stopped();
        };
    }

    void enter(AttemptState next, Instant now) {
        state = next.name().name();
        switch (next) {
            case AttemptState.Starting() -> startedAt = now;
            case AttemptState.Running(ProcessIdentity process) -> {
                pid = process.pid();
                pidStartedMillis = process.startMillis();
            }
            case AttemptState.Died(int status) -> {
                exitStatus = status;
                endedAt = now;
            }
            case AttemptState.Trained(), AttemptState.Refused(), AttemptState.Stopped() ->
                    endedAt = now;
        }
    }
}
