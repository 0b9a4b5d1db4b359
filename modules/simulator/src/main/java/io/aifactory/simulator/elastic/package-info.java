/**
 * A fleet that changes while it serves: workers start, drain and stop, and run under power caps,
 * and every joule is booked, of steps, idling, starting and parking alike.
 *
 * <p>Steps that only decode are taken together until something happens, so that an hour of load
 * takes a fraction of a second, and a planner can ask for many of them. Prefix caches and the size
 * of the KV cache are not modelled here; the other simulation does that for fleets of a fixed size.
 */
@NullMarked
package io.aifactory.simulator.elastic;

import org.jspecify.annotations.NullMarked;
