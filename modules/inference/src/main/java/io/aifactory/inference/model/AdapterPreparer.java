package io.aifactory.inference.model;

import io.aifactory.contracts.error.ErrorCode;
import io.aifactory.contracts.error.FactoryException;
import io.aifactory.contracts.limits.Limits;
import io.aifactory.languagemodel.ModelConfig;
import io.aifactory.languagemodel.ModelFiles;
import io.aifactory.languagemodel.ModelFormatException;
import io.aifactory.languagemodel.adapter.AdapterFiles;
import io.aifactory.languagemodel.adapter.AdapterRoom;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Finds the files of adapters in storage and compares them with their digests and the model. */
final class AdapterPreparer {
    private final StoredFiles stored;
    private final ModelFormats formats;

    AdapterPreparer(StoredFiles stored, ModelFormats formats) {
        this.stored = stored;
        this.formats = formats;
    }

    /**
     * @throws FactoryException as {@link ModelPreparer#prepare}
     */
    PreparedAdapters prepare(ModelTask task, List<AdapterWish> wishes) {
        return switch (task) {
            case ModelTask.Generates generates -> prepare(generates.config(), wishes);
            case ModelTask.Embeds _ -> {
                if (wishes.isEmpty()) {
                    yield PreparedAdapters.none();
                }
                throw new FactoryException(
                                ErrorCode.UNSUPPORTED,
                                "Adapters are served beside models that generate; this one embeds.")
                        .withParameter("adapters");
            }
        };
    }

    private PreparedAdapters prepare(ModelConfig base, List<AdapterWish> wishes) {
        if (wishes.size() > Limits.ADAPTERS) {
            throw new FactoryException(
                            ErrorCode.LIMIT_EXCEEDED,
                            "adapters holds %d adapters; the limit is %d."
                                    .formatted(wishes.size(), Limits.ADAPTERS))
                    .withParameter("adapters");
        }
        Set<String> names = new HashSet<>();
        List<PreparedAdapter> adapters = new ArrayList<>();
        for (AdapterWish wish : wishes) {
            if (wish.name().isBlank() || !names.add(wish.name())) {
                throw new FactoryException(
                                ErrorCode.INVALID_REQUEST,
                                "adapters needs names, each once, not '%s'.".formatted(wish.name()))
                        .withParameter("adapters");
            }
            StoredFiles.Found found = stored.find(wish.manifestDigest());
            adapters.add(
                    new PreparedAdapter(
                            wish.name(),
                            found.digest(),
                            new AdapterFiles(wish.name(), ModelFiles.of(found.files()))));
        }
        return new PreparedAdapters(adapters, room(base, adapters));
    }

    private AdapterRoom room(ModelConfig base, List<PreparedAdapter> adapters) {
        try {
            return formats.adapters(base, adapters.stream().map(PreparedAdapter::files).toList());
        } catch (ModelFormatException e) {
            String message = e.getMessage();
            throw new FactoryException(
                    ErrorCode.MODEL_INVALID,
                    message == null ? ErrorCode.MODEL_INVALID.publicMessage() : message,
                    e);
        }
    }
}
