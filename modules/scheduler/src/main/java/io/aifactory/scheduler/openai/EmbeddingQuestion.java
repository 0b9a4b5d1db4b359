package io.aifactory.scheduler.openai;

import io.aifactory.contracts.error.ErrorCode;
import io.aifactory.contracts.error.FactoryException;
import io.aifactory.contracts.limits.Limits;
import io.aifactory.scheduler.embedding.EmbeddingSpec;
import io.aifactory.scheduler.models.ModelCatalog;
import io.aifactory.scheduler.models.ServedModel;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * A checked request for embeddings.
 *
 * @param inputs token ids; none empty
 * @param base64 vectors are wanted as bytes (float32, little-endian) instead of numbers
 */
record EmbeddingQuestion(ServedModel model, List<int[]> inputs, boolean base64) {
    private static final String INPUT = "input";

    /**
     * @throws FactoryException naming the parameter that cannot be
     */
    static EmbeddingQuestion read(InputStream body, ModelCatalog catalog) throws IOException {
        JsonFields fields = JsonFields.read(body);
        String name = fields.text("model").orElseThrow(() -> fields.invalid("model", "is missing"));
        boolean base64 = base64(fields);
        OptionalLong dimensions = fields.integer("dimensions", 1, Integer.MAX_VALUE);
        List<Prompt> inputs = Prompt.read(fields, INPUT, Limits.EMBEDDING_INPUTS);
        ServedModel model = catalog.require(name);
        AskedTask.requireEmbeds(model);
        requireOwn(dimensions, model, fields);
        return new EmbeddingQuestion(model, encoded(inputs, model, fields), base64);
    }

    EmbeddingSpec spec(String requestId, String tenant) {
        return new EmbeddingSpec(requestId, tenant, model.name(), model.manifestDigest(), inputs);
    }

    private static boolean base64(JsonFields fields) {
        return switch (fields.text("encoding_format").orElse("float")) {
            case "float" -> false;
            case "base64" -> true;
            default -> throw fields.invalid("encoding_format", "must be float or base64");
        };
    }

    /** Cut vectors are only worth something where the model was trained for it. */
    private static void requireOwn(OptionalLong asked, ServedModel model, JsonFields fields) {
        int own = model.dimensions().orElseThrow();
        if (asked.isPresent() && asked.getAsLong() != own) {
            throw fields.invalid(
                    "dimensions",
                    "must be %d, which are the model's own, or be left out".formatted(own));
        }
    }

    private static List<int[]> encoded(List<Prompt> inputs, ServedModel model, JsonFields fields) {
        List<int[]> encoded = new ArrayList<>(inputs.size());
        long tokens = 0;
        for (int i = 0; i < inputs.size(); i++) {
            String where = inputs.size() == 1 ? INPUT : INPUT + "[" + i + "]";
            int[] ids = inputs.get(i).framed(model, INPUT);
            if (ids.length == 0) {
                throw fields.invalid(where, "is empty");
            }
            if (ids.length > model.contextTokens()) {
                throw new FactoryException(
                                ErrorCode.CONTEXT_LENGTH_EXCEEDED,
                                "'%s' has %d tokens; model '%s' takes at most %d for one input"
                                        .formatted(
                                                where,
                                                ids.length,
                                                model.name(),
                                                model.contextTokens()))
                        .withParameter(INPUT);
            }
            tokens += ids.length;
            encoded.add(ids);
        }
        if (tokens > Limits.EMBEDDING_TOKENS) {
            throw new FactoryException(
                            ErrorCode.LIMIT_EXCEEDED,
                            "'input' has %d tokens in all; at most %d go into one request"
                                    .formatted(tokens, Limits.EMBEDDING_TOKENS))
                    .withParameter(INPUT);
        }
        return encoded;
    }
}
