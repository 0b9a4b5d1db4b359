package io.aifactory.factory.supervision;

import io.aifactory.contracts.Digest;
import java.util.OptionalLong;

/**
 * A replica is in another state than before.
 *
 * @param replica whose; stable over restarts
 * @param deployment name under which it serves
 * @param manifest digest of the manifest of the model version it serves
 * @param workerId its newest process: of a loss, the one that was lost
 * @param state as in {@link ReplicaView}
 * @param reason why it restarts or has failed; empty otherwise
 * @param pid of the process, while there is one
 * @param restarts processes that were lost so far
 */
public record WorkerChange(
        String replica,
        String deployment,
        Digest manifest,
        String workerId,
        String state,
        String reason,
        OptionalLong pid,
        int restarts) {}
