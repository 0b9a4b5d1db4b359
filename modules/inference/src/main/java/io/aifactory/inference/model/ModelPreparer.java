package io.aifactory.inference.model;

import io.aifactory.contracts.error.ErrorCode;
import io.aifactory.contracts.error.FactoryException;
import io.aifactory.contracts.limits.Limits;
import io.aifactory.contracts.model.ModelManifest;
import io.aifactory.languagemodel.ModelFiles;
import io.aifactory.languagemodel.ModelFormatException;
import io.aifactory.storage.BlobStore;
import io.aifactory.tokenization.Tokenizer;
import io.aifactory.tokenization.template.ChatTemplateException;
import io.aifactory.tokenization.template.ChatTemplateSource;
import io.aifactory.tokenization.template.JinjaChatTemplate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * Finds the files of a model version in storage and checks them: every file against its digest, the
 * small ones by reading them. Blocks while it reads; thread-safe.
 */
public final class ModelPreparer {
    private static final String CONFIG = "config.json";
    private static final String TOKENIZER = "tokenizer.json";

    private final BlobStore store;
    private final StoredFiles stored;
    private final ModelFormats formats;

    public ModelPreparer(BlobStore store, ModelFormats formats) {
        this.store = store;
        this.stored = new StoredFiles(store);
        this.formats = formats;
    }

    /**
     * As the other, with a draft model.
     *
     * @param draft is to guess for its sequences
     * @throws FactoryException as the other; {@code MODEL_INVALID} too if the draft model has
     *     another tokenizer, naming both models and what differs
     */
    public PreparedModel prepare(
            String name,
            String manifestDigest,
            List<AdapterWish> adapters,
            Optional<DraftWish> draft) {
        PreparedModel model = prepare(name, manifestDigest, adapters);
        return draft.map(wish ->
                        model.with(
                                DraftPreparer.prepare(
                                        model,
                                        wish,
                                        w -> prepare(w.name(), w.manifestDigest(), List.of()))))
                .orElse(model);
    }

    /**
     * @param name under which it is to be served
     * @param manifestDigest {@code sha256:<hex>} of its manifest
     * @param adapters to be loaded beside it
     * @throws FactoryException {@code NOT_FOUND} if something is not in storage, {@code
     *     CONTENT_DAMAGED} if a file is not what its digest says, {@code MODEL_INVALID} if the
     *     files are not a model, {@code INVALID_REQUEST} if name or digest are not well-formed
     */
    public PreparedModel prepare(String name, String manifestDigest, List<AdapterWish> adapters) {
        if (name.isBlank()) {
            throw new FactoryException(ErrorCode.INVALID_REQUEST, "The model needs a name.")
                    .withParameter("name");
        }
        StoredFiles.Found found = stored.find(manifestDigest);
        ModelManifest manifest = found.manifest();
        if (manifest.file(CONFIG).isEmpty() && manifest.file("adapter_config.json").isPresent()) {
            throw invalid("is a LoRA adapter; load it beside the model it was trained for");
        }
        byte[] tokenizerJson = required(manifest, TOKENIZER);
        ModelFiles files = ModelFiles.of(found.files());
        ModelTask task = task(required(manifest, CONFIG), files);
        Tokenizer tokenizer = tokenizer(tokenizerJson);
        TokenizerFit.problem(tokenizer, task.vocabulary(), task.eosTokens())
                .ifPresent(problem -> {
                    throw wrongTokenizer(problem);
                });
        return new PreparedModel(
                name,
                found.digest(),
                files,
                task,
                tokenizer,
                tokenizerJson,
                chatTemplate(manifest),
                new AdapterPreparer(stored, formats).prepare(task, adapters));
    }

    private ModelTask task(byte[] config, ModelFiles files) {
        try {
            return formats.task(config, files);
        } catch (ModelFormatException e) {
            throw invalid(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Tokenizer tokenizer(byte[] json) {
        try {
            return formats.tokenizer(json);
        } catch (RuntimeException e) {
            throw invalid(e);
        }
    }

    /** Reads the template once, so that a model whose template cannot run is not loaded. */
    private ChatTemplateSource chatTemplate(ModelManifest manifest) {
        try {
            ChatTemplateSource source =
                    ChatTemplateSource.read(
                            content(manifest, ChatTemplateSource.FILE),
                            content(manifest, ChatTemplateSource.TOKENIZER_CONFIG));
            if (!source.isEmpty()) {
                JinjaChatTemplate.of(source, Clock.systemUTC());
            }
            return source;
        } catch (IOException e) {
            throw new FactoryException(
                    ErrorCode.MODEL_INVALID,
                    "The model's " + ChatTemplateSource.TOKENIZER_CONFIG + " is not valid JSON.",
                    e);
        } catch (ChatTemplateException e) {
            throw new FactoryException(
                    ErrorCode.MODEL_INVALID, "The model's " + e.message() + ".", e);
        }
    }

    private byte[] required(ModelManifest manifest, String path) {
        return content(manifest, path).orElseThrow(() -> invalid("has no " + path));
    }

    private Optional<byte[]> content(ModelManifest manifest, String path) {
        return manifest.file(path).map(f -> store.read(f.digest(), Limits.MODEL_JSON_BYTES));
    }

    private static FactoryException wrongTokenizer(String problem) {
        return new FactoryException(
                ErrorCode.MODEL_INVALID,
                "The tokenizer belongs to another model: %s. Register the model with its own."
                        .formatted(problem));
    }

    private static FactoryException invalid(String what) {
        return new FactoryException(ErrorCode.MODEL_INVALID, "The model " + what + ".");
    }

    private static FactoryException invalid(RuntimeException cause) {
        String message = cause.getMessage();
        return new FactoryException(
                ErrorCode.MODEL_INVALID,
                message == null ? ErrorCode.MODEL_INVALID.publicMessage() : message,
                cause);
    }
}
