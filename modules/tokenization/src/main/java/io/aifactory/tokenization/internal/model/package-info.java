/**
 * The algorithms that turn one pre-token into ids: byte-pair merging (in order of rank or of
 * score), greedy longest match (WordPiece) and the most probable path (Unigram), with the tries and
 * heaps that keep them near linear in the length of the text.
 */
@NullMarked
package io.aifactory.tokenization.internal.model;

import org.jspecify.annotations.NullMarked;
