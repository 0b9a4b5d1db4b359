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
 * @param base name of the model that workers serve: the same, or of an adapter the model it is
 *     beside
 * @param adapter that it is; none for a model itself
 * @param manifestDigest identity of the model version, of an adapter that of its base
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
        String base,
        AdapterChoice adapter,
        String manifestDigest,
        int contextTokens,
        int vocabulary,
        Optional<Integer> endToken,
        Tokenizer tokenizer,
        Optional<ChatTemplate> chatTemplate,
        OptionalInt dimensions,
        Instant since) {
    private static final int FINGERPRINT_DIGITS = 12;

    /** A model itself. */
    public ServedModel(
            String name,
            String manifestDigest,
            int contextTokens,
            int vocabulary,
            Optional<Integer> endToken,
            Tokenizer tokenizer,
            Optional<ChatTemplate> chatTemplate,
            OptionalInt dimensions,
            Instant since) {
        this(
                name,
                name,
                AdapterChoice.NONE,
                manifestDigest,
                contextTokens,
                vocabulary,
                endToken,
                tokenizer,
                chatTemplate,
                dimensions,
                since);
    }

    /** An adapter beside this model: tokenizer, template and context are the model's. */
    ServedModel with(AdapterChoice other) {
        return new ServedModel(
                other.name(),
                name,
                other,
                manifestDigest,
                contextTokens,
                vocabulary,
                endToken,
                tokenizer,
                chatTemplate,
                dimensions,
                since);
    }

    /** The model that an adapter is beside; empty for a model itself. */
    public Optional<String> parent() {
        return adapter.isNone() ? Optional.empty() : Optional.of(base);
    }

    /** Whether it makes vectors of texts, and nothing else. */
    public boolean embeds() {
        return dimensions.isPresent();
    }

    /** Changes whenever the same seed may give other tokens. */
    public String fingerprint() {
        String own = "fp_" + digits(manifestDigest);
        return adapter.isNone() ? own : own + "_" + digits(adapter.manifest());
    }

    private static String digits(String digest) {
        String hex = digest.substring(digest.indexOf(':') + 1);
        return hex.substring(0, Math.min(FINGERPRINT_DIGITS, hex.length()));
    }
}
