package io.aifactory.languagemodel.inference;

import java.util.Optional;

/**
 * What a step gave one item.
 *
 * @param token the chosen id, or {@link #NONE}
 * @param logprobs present if asked for and a token was chosen
 */
public record SampledToken(int token, Optional<TokenLogprobs> logprobs) {
    /** Stands for no token, while more of a prompt is to come. */
    public static final int NONE = -1;

    /** Nothing was asked for. */
    public static SampledToken none() {
        return of(NONE);
    }

    /** A token without a report. */
    public static SampledToken of(int token) {
        return new SampledToken(token, Optional.empty());
    }
}
