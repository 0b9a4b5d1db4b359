/**
 * What a worker's steps take, in time and energy, learned while it works. Nothing here is told what
 * the device is or can do: a worker that reports its steps is known after some dozens of them, and
 * one that has just started is taken to be like the others of its kind. Reports that cannot be true
 * teach nothing and are counted.
 */
@NullMarked
package io.aifactory.schedulercore.engine;

import org.jspecify.annotations.NullMarked;
