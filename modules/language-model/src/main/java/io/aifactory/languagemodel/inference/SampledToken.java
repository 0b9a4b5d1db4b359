package io.aifactory.languagemodel.inference;

import java.util.Optional;

/**
 * A token that a step has chosen.
 *
 * @param token the chosen id
 * @param logprobs present if asked for
 */
public record SampledToken(int token, Optional<TokenLogprobs> logprobs) {
    /** A token without a report. */
    public static SampledToken of(int token) {
        return new SampledToken(token, Optional.empty());
    }
}
