package io.aifactory.inference.model;

import io.aifactory.contracts.Digest;
import io.aifactory.languagemodel.ModelConfig;
import io.aifactory.languagemodel.ModelFiles;
import io.aifactory.languagemodel.Precision;

/**
 * A smaller model that is to guess for a model's sequences; its files have been found and compared
 * with their digests, and its tokens with those of the other.
 *
 * @param name by which messages call it
 * @param manifest its identity
 * @param files where its files lie on this machine
 * @param config its shape
 * @param contextTokens tokens of a sequence that it can follow
 * @param precision that it is to be loaded in: that of the other
 */
public record PreparedDraft(
        String name,
        Digest manifest,
        ModelFiles files,
        ModelConfig config,
        int contextTokens,
        Precision precision) {
    /** What was asked for, to compare with another wish. */
    public DraftWish wish() {
        return new DraftWish(name, manifest.value());
    }

    PreparedDraft in(Precision other) {
        return new PreparedDraft(name, manifest, files, config, contextTokens, other);
    }

    /**
     * Tokens that one slot can hold.
     *
     * @param wish as configured; 0 = as many as both models can read
     */
    public int slotTokens(int wish) {
        return wish > 0 ? Math.min(wish, contextTokens) : contextTokens;
    }
}
