/**
 * What the control side and the trainer process say to each other.
 *
 * <p>Both directions are files in the attempt's folder, so that either side may die at any moment:
 * {@code spec.json} holds the order, {@code events.jsonl} what has happened since, one JSON object
 * a line. A line counts once its line feed is there.
 */
@NullMarked
package io.aifactory.training.protocol;

import org.jspecify.annotations.NullMarked;
