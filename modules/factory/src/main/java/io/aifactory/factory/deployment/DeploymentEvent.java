package io.aifactory.factory.deployment;

import java.time.Instant;

/**
 * A change of a deployment; JSON of {@code /api/v1/deployments/{name}/events}.
 *
 * @param id grows with every event
 * @param state as in {@link DeploymentReport}
 * @param detail why; may be empty
 */
public record DeploymentEvent(long id, Instant at, String state, String detail) {}
