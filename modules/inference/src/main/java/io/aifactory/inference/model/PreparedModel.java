package io.aifactory.inference.model;

import io.aifactory.contracts.Digest;
import io.aifactory.languagemodel.ModelFiles;
import io.aifactory.languagemodel.Precision;
import io.aifactory.tokenization.Tokenizer;
import io.aifactory.tokenization.template.ChatTemplateSource;
import java.util.List;
import java.util.Optional;

/**
 * A model whose files have been found, compared with their digests and read as far as they are
 * small; the weights are not in memory yet.
 *
 * @param name under which it is to be served
 * @param manifest its identity
 * @param files where its files lie on this machine
 * @param task what it can be asked for, and its shape
 * @param tokenizer its tokenizer
 * @param tokenizerJson the bytes of {@code tokenizer.json}
 * @param chatTemplate its chat template, which has been read once; maybe none
 * @param adapters to be loaded beside it
 * @param precision that it is to be loaded in
 * @param alternatives to it, where it does not keep the SLO, in this order
 * @param draft a smaller model that is to guess for its sequences
 */
@SuppressWarnings("ArrayRecordComponent") // handed on as it is, never compared
public record PreparedModel(
        String name,
        Digest manifest,
        ModelFiles files,
        ModelTask task,
        Tokenizer tokenizer,
        byte[] tokenizerJson,
        ChatTemplateSource chatTemplate,
        PreparedAdapters adapters,
        Precision precision,
        List<Precision> alternatives,
        Optional<PreparedDraft> draft) {
    public PreparedModel {
        alternatives = List.copyOf(alternatives);
    }

    /** To be loaded in float32. */
    public PreparedModel(
            String name,
            Digest manifest,
            ModelFiles files,
            ModelTask task,
            Tokenizer tokenizer,
            byte[] tokenizerJson,
            ChatTemplateSource chatTemplate,
            PreparedAdapters adapters) {
        this(
                name,
                manifest,
                files,
                task,
                tokenizer,
                tokenizerJson,
                chatTemplate,
                adapters,
                Precision.F32,
                List.of(),
                Optional.empty());
    }

    /** The same without adapters. */
    public PreparedModel(
            String name,
            Digest manifest,
            ModelFiles files,
            ModelTask task,
            Tokenizer tokenizer,
            byte[] tokenizerJson,
            ChatTemplateSource chatTemplate) {
        this(
                name,
                manifest,
                files,
                task,
                tokenizer,
                tokenizerJson,
                chatTemplate,
                PreparedAdapters.none());
    }

    /** The same, to be loaded in this precision and no other. */
    public PreparedModel in(Precision other) {
        return in(List.of(other));
    }

    /**
     * The same, to be loaded in one of several precisions.
     *
     * @param wanted in the order in which they are to be tried, at least one
     */
    public PreparedModel in(List<Precision> wanted) {
        return new PreparedModel(
                name,
                manifest,
                files,
                task,
                tokenizer,
                tokenizerJson,
                chatTemplate,
                adapters,
                wanted.getFirst(),
                wanted.subList(1, wanted.size()),
                draft.map(model -> model.in(wanted.getFirst())));
    }

    /** The same, with a model that guesses for it. */
    public PreparedModel with(PreparedDraft model) {
        return new PreparedModel(
                name,
                manifest,
                files,
                task,
                tokenizer,
                tokenizerJson,
                chatTemplate,
                adapters,
                precision,
                alternatives,
                Optional.of(model.in(precision)));
    }

    /** What was asked for as its draft model, to compare with another wish. */
    public Optional<DraftWish> draftWish() {
        return draft.map(PreparedDraft::wish);
    }

    /**
     * Tokens that one slot can hold. An embedding model has no slots: its inputs may be as long as
     * it can read, whatever is configured.
     *
     * @param wish as configured; 0 = the model's context
     */
    public int slotTokens(int wish) {
        return switch (task) {
            case ModelTask.Generates _ when wish > 0 -> Math.min(wish, task.contextTokens());
            case ModelTask.Generates _, ModelTask.Embeds _ -> task.contextTokens();
        };
    }
}
