/** A worker whose steps take the time an engine model says; otherwise it batches as ours do. */
@NullMarked
package io.aifactory.simulator.engine;

import org.jspecify.annotations.NullMarked;
