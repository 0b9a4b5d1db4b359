package io.aifactory.scheduler.openai;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aifactory.scheduler.generation.EndReason;
import io.aifactory.scheduler.generation.TokenReport;
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

    ObjectNode text(Envelope envelope, int index, Piece piece);

    ObjectNode finish(Envelope envelope, int index, EndReason reason);

    /** Characters that begin in these tokens. */
    int characters(List<TokenReport> reports);

    /**
     * Text of a choice, all or some of it.
     *
     * @param reports of its tokens; empty unless asked for
     * @param offset characters that began in the tokens before
     */
    record Piece(String text, List<TokenReport> reports, int offset) {
        boolean isEmpty() {
            return text.isEmpty() && reports.isEmpty();
        }
    }

    /** A finished choice. */
    record Choice(Piece piece, EndReason reason) {}

    static String finishReason(EndReason reason) {
        return reason.name().toLowerCase(Locale.ROOT);
    }

    static ArrayNode array() {
        return JsonFields.JSON.createArrayNode();
    }
}
