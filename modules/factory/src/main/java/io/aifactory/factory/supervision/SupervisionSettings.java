package io.aifactory.factory.supervision;

import io.aifactory.contracts.retry.Backoff;
import java.time.Duration;

/**
 * Times of supervision.
 *
 * @param checkEvery between two health checks
 * @param checkTimeout a check without an answer for so long has failed
 * @param failuresAllowed failed checks in a row that are forgiven
 * @param startTimeout from the start of a process until its model must be loaded
 * @param backoff the wait before restarts
 * @param drainTime between asking a process that serves to end and killing it
 * @param killTime the same for one that is not well or has never served
 */
public record SupervisionSettings(
        Duration checkEvery,
        Duration checkTimeout,
        int failuresAllowed,
        Duration startTimeout,
        Backoff backoff,
        Duration drainTime,
        Duration killTime) {}
