/**
 * How fast the engine is on this machine, beside what the machine could do at best and what the
 * worker's own model of step times expects: {@code aifactory bench engine}. A program of its own,
 * started as a child process, because libtorch never runs in the control plane's.
 */
@NullMarked
package io.aifactory.inference.bench;

import org.jspecify.annotations.NullMarked;
