package io.aifactory.scheduler.openai;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aifactory.scheduler.models.ServedModel;
import java.time.Instant;

/**
 * What every object and chunk of one answer repeats, also after a change of worker.
 *
 * @param created seconds since the epoch
 * @param usageInStream chunks carry a {@code usage} key, which is null in all but the last
 */
record Envelope(String id, long created, String model, String fingerprint, boolean usageInStream) {
    static Envelope of(String id, ServedModel model, Instant now, boolean usageInStream) {
        return new Envelope(
                id, now.getEpochSecond(), model.name(), model.fingerprint(), usageInStream);
    }

    ObjectNode object(String type, ArrayNode choices) {
        ObjectNode object = JsonFields.JSON.createObjectNode();
        object.put("id", id);
        object.put("object", type);
        object.put("created", created);
        object.put("model", model);
        object.put("system_fingerprint", fingerprint);
        object.set("choices", choices);
        return object;
    }

    ObjectNode chunk(String type, ArrayNode choices) {
        ObjectNode chunk = object(type, choices);
        if (usageInStream) {
            chunk.putNull("usage");
        }
        return chunk;
    }
}
