package io.aifactory.scheduler.openai;

import io.aifactory.contracts.error.ErrorCode;
import io.aifactory.contracts.error.FactoryException;
import io.aifactory.scheduler.models.ServedModel;

/** Whether a model can do what an endpoint does. */
final class AskedTask {
    private AskedTask() {}

    /**
     * @throws FactoryException UNSUPPORTED if it embeds
     */
    static void requireGenerates(ServedModel model) {
        if (model.embeds()) {
            throw other(model, "makes embeddings; ask /v1/embeddings");
        }
    }

    /**
     * @throws FactoryException UNSUPPORTED if it generates text
     */
    static void requireEmbeds(ServedModel model) {
        if (!model.embeds()) {
            throw other(model, "generates text; ask /v1/completions or /v1/chat/completions");
        }
    }

    private static FactoryException other(ServedModel model, String instead) {
        return new FactoryException(
                        ErrorCode.UNSUPPORTED, "model '%s' %s".formatted(model.name(), instead))
                .withParameter("model");
    }
}
