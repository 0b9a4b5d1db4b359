package io.aifactory.scheduler.openai;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aifactory.scheduler.generation.EndReason;
import java.util.List;
import java.util.Locale;

/** The JSON of one endpoint's answers. */
sealed interface AnswerShape permits ChatShape, CompletionShape {
    /** Name in metrics and usage. */
    String endpoint();

    /** What ids of its answers begin with. */
    String idPrefix();

    /** Type of its stream chunks. */
    String chunkType();

    ObjectNode whole(Envelope envelope, List<Choice> choices);

    /** Chunks that precede all text. */
    List<ObjectNode> opening(Envelope envelope, int choices);

    ObjectNode text(Envelope envelope, int index, String text);

    ObjectNode finish(Envelope envelope, int index, EndReason reason);

    /** A finished choice. */
    record Choice(String text, EndReason reason) {}

    static String finishReason(EndReason reason) {
        return reason.name().toLowerCase(Locale.ROOT);
    }

    static ArrayNode array() {
        return JsonFields.JSON.createArrayNode();
    }
}
