/**
 * The routing policies that others have published, as we re-implement them from their source or
 * papers, so that any claim to be better than one of them is a run that anyone can repeat. They
 * share one engine model and one view of the fleet; their own engines are not simulated.
 */
@NullMarked
package io.aifactory.simulator.policy;

import org.jspecify.annotations.NullMarked;
