/** Why requests went where they went: the last decisions, in memory, for whoever asks. */
@NullMarked
package io.aifactory.scheduler.decisions;

import org.jspecify.annotations.NullMarked;
