/**
 * How long a worker's step takes, as a function of what is in it. The simulator runs on it; a
 * scorer in milliseconds will predict with it.
 */
@NullMarked
package io.aifactory.schedulercore.engine;

import org.jspecify.annotations.NullMarked;
