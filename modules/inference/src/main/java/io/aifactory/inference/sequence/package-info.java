/**
 * The life of one sequence as values: what was asked for, where it stands, and what a sampled token
 * does to it. Nothing here knows the engine's thread, the network or a clock, so that every rule
 * (stop strings, limits, resumption) is tested as a function.
 */
@NullMarked
package io.aifactory.inference.sequence;

import org.jspecify.annotations.NullMarked;
