/**
 * The yardstick that a trained model must beat: a well-smoothed bigram model over the same tokens.
 * A model that is no better than this has learned nothing but which token follows which.
 */
@NullMarked
package io.aifactory.training.baseline;

import org.jspecify.annotations.NullMarked;
