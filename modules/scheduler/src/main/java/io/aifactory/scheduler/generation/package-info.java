/**
 * Running sequences: from a request with token ids to events with text, over as many workers as it
 * takes. Knows nothing of HTTP.
 */
@NullMarked
package io.aifactory.scheduler.generation;

import org.jspecify.annotations.NullMarked;
