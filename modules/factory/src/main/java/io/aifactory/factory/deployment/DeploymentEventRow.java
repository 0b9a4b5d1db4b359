package io.aifactory.factory.deployment;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One line of a deployment's history; never changed. */
@Entity
@Table(schema = "factory", name = "deployment_event")
class DeploymentEventRow extends PanacheEntityBase {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    @Nullable Long id;

    @Column(name = "deployment")
    String deployment;

    @Column(name = "at")
    Instant at;

    @Column(name = "state")
    String state;

    @Column(name = "detail")
    String detail;

    DeploymentEvent event() {
        return new DeploymentEvent(id == null ? 0 : id, at, state, detail);
    }
}
