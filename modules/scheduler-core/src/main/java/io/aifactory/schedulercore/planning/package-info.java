/**
 * How many workers, and at which operating point, for an SLO, a watt budget and a money budget.
 *
 * <p>The planner does not compute with means: it has the last requests replayed over candidate
 * fleets and takes the cheapest one that holds. It shrinks a fleet only if the smaller one holds
 * too, for as long as a cold start takes to pay off, and stops a worker only after it was drained.
 * What a replay is, is a port: the simulator implements it. The planner advises by default; whoever
 * lets it act carries its {@link io.aifactory.schedulercore.planning.PlanAction}s out.
 */
@NullMarked
package io.aifactory.schedulercore.planning;

import org.jspecify.annotations.NullMarked;
