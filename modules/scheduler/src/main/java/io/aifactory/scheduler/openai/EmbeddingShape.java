package io.aifactory.scheduler.openai;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.List;

/** The JSON of an answer with vectors. */
final class EmbeddingShape {
    static final String ENDPOINT = "embeddings";

    private EmbeddingShape() {}

    static ObjectNode of(EmbeddingQuestion question, List<float[]> vectors, ObjectNode usage) {
        ObjectNode answer = JsonFields.JSON.createObjectNode();
        answer.put("object", "list");
        ArrayNode data = answer.putArray("data");
        for (int i = 0; i < vectors.size(); i++) {
            ObjectNode entry = data.addObject().put("object", "embedding").put("index", i);
            if (question.base64()) {
                entry.put("embedding", base64(vectors.get(i)));
            } else {
                ArrayNode values = entry.putArray("embedding");
                for (float value : vectors.get(i)) {
                    values.add(value);
                }
            }
        }
        answer.put("model", question.model().name());
        answer.set("usage", usage);
        return answer;
    }

    static String base64(float[] vector) {
        ByteBuffer bytes =
                ByteBuffer.allocate(vector.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(vector);
        return Base64.getEncoder().encodeToString(bytes.array());
    }
}
