package io.aifactory.languagemodel.inference;

/**
 * What a model expected of a text, after each of its tokens: in its own distribution, temperature
 * 1, nothing changed or filtered.
 *
 * @param logprobs natural logarithm of the probability of the token that came next
 * @param best the token that greedy decoding would have chosen there
 */
@SuppressWarnings("ArrayRecordComponent") // one for each token of a text, never compared
public record TokenScores(double[] logprobs, int[] best) {}
