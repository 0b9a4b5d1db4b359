package io.aifactory.languagemodel.inference;

import java.util.List;

/**
 * How probable a token was in the model's own distribution: temperature 1, nothing changed or
 * filtered.
 *
 * @param logprob natural logarithm of its probability
 * @param alternatives the most probable tokens, best first, the smaller id first of equals; the
 *     chosen one stands among them only if it is one of these
 */
public record TokenLogprobs(double logprob, List<Alternative> alternatives) {
    public TokenLogprobs {
        alternatives = List.copyOf(alternatives);
    }

    /** A token that could have come, and the logarithm of its probability. */
    public record Alternative(int token, double logprob) {}
}
