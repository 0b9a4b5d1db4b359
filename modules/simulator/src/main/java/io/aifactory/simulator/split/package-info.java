/**
 * Fleets of which some workers compute prompts for others, by the workers, caches and step times of
 * every other simulation: what a rule for "here or there" is worth. With no such worker, or a rule
 * that keeps every prompt, it is the plain simulation to the last digit.
 */
@NullMarked
package io.aifactory.simulator.split;

import org.jspecify.annotations.NullMarked;
