/**
 * Learning merges from counted pre-tokens. Only sums of counts and ids decide, so the result
 * depends neither on the order of the texts nor on hash codes.
 */
@NullMarked
package io.aifactory.tokenization.internal.training;

import org.jspecify.annotations.NullMarked;
