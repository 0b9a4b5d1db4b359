/**
 * Experiments with what waits in front of a fleet: shares of tenants in the fair queue, and the
 * batch lane over a day. They bind late: a request goes to a worker when that worker has room, so
 * the order is the queue's and not the order of arrival. Runnable; the commands stand in the
 * module's README.
 */
@NullMarked
package io.aifactory.simulator.experiment.queueing;

import org.jspecify.annotations.NullMarked;
