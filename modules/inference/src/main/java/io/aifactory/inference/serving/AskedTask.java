package io.aifactory.inference.serving;

import io.aifactory.contracts.error.ErrorCode;
import io.aifactory.contracts.error.FactoryException;
import io.aifactory.inference.model.LoadedModel;
import io.aifactory.inference.model.ModelTask;

/** Whether a model can do what it is asked for. */
final class AskedTask {
    private AskedTask() {}

    /**
     * @throws FactoryException {@code UNSUPPORTED} if it embeds
     */
    static void requireGenerates(LoadedModel model) {
        if (model.prepared().task() instanceof ModelTask.Embeds) {
            throw other(model, "makes embeddings; ask /v1/embeddings");
        }
    }

    /**
     * @throws FactoryException {@code UNSUPPORTED} if it generates
     */
    static void requireEmbeds(LoadedModel model) {
        if (model.prepared().task() instanceof ModelTask.Generates) {
            throw other(model, "generates text; ask /v1/completions or /v1/chat/completions");
        }
    }

    private static FactoryException other(LoadedModel model, String instead) {
        return new FactoryException(
                        ErrorCode.UNSUPPORTED, "model '%s' %s".formatted(model.name(), instead))
                .withParameter("model");
    }
}
