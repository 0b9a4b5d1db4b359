package io.aifactory.factory.deployment;

import io.quarkus.panache.common.Page;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** Deployments in the database; each change leaves an event beside it in the same transaction. */
@ApplicationScoped
class DeploymentStore {
    private final Clock clock = Clock.systemUTC();

    @Transactional
    public void save(Deployment deployment) {
        DeploymentRow row = DeploymentRow.findById(deployment.name());
        if (row == null) {
            row = new DeploymentRow();
            row.name = deployment.name();
            row.set(deployment, clock.instant());
            row.persist();
        } else {
            row.set(deployment, clock.instant());
        }
        var event = new DeploymentEventRow();
        event.deployment = deployment.name();
        event.at = clock.instant();
        event.state = deployment.label();
        event.detail = deployment.reason();
        event.persist();
    }

    @Transactional
    public List<Deployment> all() {
        return DeploymentRow.<DeploymentRow>listAll().stream()
                .map(DeploymentRow::deployment)
                .toList();
    }

    @Transactional
    public Optional<Deployment> find(String name) {
        return DeploymentRow.<DeploymentRow>findByIdOptional(name).map(DeploymentRow::deployment);
    }

    /** What happened to a deployment, the newest first, below this id. */
    @Transactional
    public List<DeploymentEvent> events(String name, long before, int limit) {
        return DeploymentEventRow.<DeploymentEventRow>find(
                        "deployment = ?1 and id < ?2 order by id desc", name, before)
                .page(Page.ofSize(limit))
                .stream()
                .map(DeploymentEventRow::event)
                .toList();
    }
}
