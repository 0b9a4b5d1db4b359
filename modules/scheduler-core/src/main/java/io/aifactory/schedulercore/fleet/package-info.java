/**
 * The books of a fleet in one place: load, prefixes and router behind one door, so that whoever has
 * events of workers, real or simulated, only says what happened and asks where a request goes.
 */
@NullMarked
package io.aifactory.schedulercore.fleet;

import org.jspecify.annotations.NullMarked;
