package io.aifactory.inference.model;

import io.aifactory.contracts.Digest;
import io.aifactory.languagemodel.ModelConfig;
import io.aifactory.languagemodel.ModelFiles;
import io.aifactory.languagemodel.Precision;
import io.aifactory.tokenization.Tokenizer;
import io.aifactory.tokenization.template.ChatTemplateSource;

/**
 * A model whose files have been found, compared with their digests and read as far as they are
 * small; the weights are not in memory yet.
 *
 * @param name under which it is to be served
 * @param manifest its identity
 * @param files where its files lie on this machine
 * @param config its shape
 * @param tokenizer its tokenizer
 * @param tokenizerJson the bytes of {@code tokenizer.json}
 * @param chatTemplate its chat template, which has been read once; maybe none
 * @param precision that it is to be loaded in
 */
@SuppressWarnings("ArrayRecordComponent") // handed on as it is, never compared
public record PreparedModel(
        String name,
        Digest manifest,
        ModelFiles files,
        ModelConfig config,
        Tokenizer tokenizer,
        byte[] tokenizerJson,
        ChatTemplateSource chatTemplate,
        Precision precision) {
    /** To be loaded in float32. */
    public PreparedModel(
            String name,
            Digest manifest,
            ModelFiles files,
            ModelConfig config,
            Tokenizer tokenizer,
            byte[] tokenizerJson,
            ChatTemplateSource chatTemplate) {
        this(name, manifest, files, config, tokenizer, tokenizerJson, chatTemplate, Precision.F32);
    }

    /** The same, to be loaded in another precision. */
    public PreparedModel in(Precision other) {
        return new PreparedModel(
                name, manifest, files, config, tokenizer, tokenizerJson, chatTemplate, other);
    }

    /**
     * Tokens that one slot can hold.
     *
     * @param wish as configured; 0 = the model's context
     */
    public int slotTokens(int wish) {
        return wish == 0 ? config.contextTokens() : Math.min(wish, config.contextTokens());
    }
}
