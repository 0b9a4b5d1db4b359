/**
 * The byte-pair model: initial symbols of a pre-token and the merges that join them, lowest rank
 * first. Merging costs O(n log n) in the length of a pre-token, so that one word of a megabyte is
 * no attack.
 */
@NullMarked
package io.aifactory.tokenization.internal.bpe;

import org.jspecify.annotations.NullMarked;
