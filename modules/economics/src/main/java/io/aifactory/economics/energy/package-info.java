/**
 * What energy a step, a request and a fleet take: a law with three coefficients, its exact split
 * between the requests of a step, idle and parked devices, and what a power cap changes. The meters
 * say what was used; these say what will be, and who caused it.
 */
@NullMarked
package io.aifactory.economics.energy;

import org.jspecify.annotations.NullMarked;
