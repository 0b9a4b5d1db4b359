/**
 * SentencePiece: its model file and llama2.c's, and a tokenizer made of a list of pieces with
 * scores. The wire format is read by hand: seven fields of one message are no reason for a
 * dependency, and every length is checked against what is left before anything is allocated.
 */
@NullMarked
package io.aifactory.tokenization.internal.sentencepiece;

import org.jspecify.annotations.NullMarked;
