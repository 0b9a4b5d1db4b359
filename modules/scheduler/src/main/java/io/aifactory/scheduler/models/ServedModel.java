package io.aifactory.scheduler.models;

import io.aifactory.tokenization.ChatTemplate;
import io.aifactory.tokenization.Tokenizer;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A model on offer.
 *
 * @param name under which it is served
 * @param manifestDigest identity of the model version
 * @param contextTokens prompt plus generated tokens of one sequence, or tokens of one input, may
 *     not exceed this
 * @param vocabulary number of token ids
 * @param endToken the first of its end-of-sequence tokens, where it has one
 * @param tokenizer its own
 * @param chatTemplate how conversations are written for it: its own template, or a transcript if it
 *     has none; empty if it brings one that this factory cannot run
 * @param dimensions length of the vectors of a model that embeds; empty if it generates text
 * @param since when it was first seen
 */
public record ServedModel(
        String name,
        String manifestDigest,
        int contextTokens,
        int vocabulary,
        Optional<Integer> endToken,
        Tokenizer tokenizer,
        Optional<ChatTemplate> chatTemplate,
        OptionalInt dimensions,
        Instant since) {
    private static final int FINGERPRINT_DIGITS = 12;

    /** Whether it makes vectors of texts, and nothing else. */
    public boolean embeds() {
        return dimensions.isPresent();
    }

    /** Changes whenever the same seed may give other tokens. */
    public String fingerprint() {
        String hex = manifestDigest.substring(manifestDigest.indexOf(':') + 1);
        return "fp_" + hex.substring(0, Math.min(FINGERPRINT_DIGITS, hex.length()));
    }
}
