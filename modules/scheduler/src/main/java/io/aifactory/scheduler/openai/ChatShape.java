package io.aifactory.scheduler.openai;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aifactory.scheduler.generation.EndReason;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** {@code chat.completion} and {@code chat.completion.chunk}. */
final class ChatShape implements AnswerShape {
    private static final String CHUNK = "chat.completion.chunk";

    @Override
    public String endpoint() {
        return "chat.completions";
    }

    @Override
    public String idPrefix() {
        return "chatcmpl-";
    }

    @Override
    public String chunkType() {
        return CHUNK;
    }

    @Override
    public ObjectNode whole(Envelope envelope, List<Choice> choices) {
        ArrayNode array = AnswerShape.array();
        for (int i = 0; i < choices.size(); i++) {
            ObjectNode choice = array.addObject().put("index", i);
            choice.putObject("message")
                    .put("role", "assistant")
                    .put("content", choices.get(i).text())
                    .putNull("refusal");
            choice.putNull("logprobs")
                    .put("finish_reason", AnswerShape.finishReason(choices.get(i).reason()));
        }
        return envelope.object("chat.completion", array);
    }

    /** The role of every choice comes first: clients count the choices they have seen. */
    @Override
    public List<ObjectNode> opening(Envelope envelope, int choices) {
        return IntStream.range(0, choices)
                .mapToObj(i -> chunk(envelope, i, role(), Optional.empty()))
                .toList();
    }

    @Override
    public ObjectNode text(Envelope envelope, int index, String text) {
        ObjectNode delta = JsonFields.JSON.createObjectNode().put("content", text);
        return chunk(envelope, index, delta, Optional.empty());
    }

    @Override
    public ObjectNode finish(Envelope envelope, int index, EndReason reason) {
        return chunk(envelope, index, JsonFields.JSON.createObjectNode(), Optional.of(reason));
    }

    private static ObjectNode role() {
        return JsonFields.JSON.createObjectNode().put("role", "assistant").put("content", "");
    }

    private static ObjectNode chunk(
            Envelope envelope, int index, ObjectNode delta, Optional<EndReason> reason) {
        ArrayNode array = AnswerShape.array();
        ObjectNode choice = array.addObject().put("index", index);
        choice.set("delta", delta);
        choice.putNull("logprobs")
                .put("finish_reason", reason.map(AnswerShape::finishReason).orElse(null));
        return envelope.chunk(CHUNK, array);
    }
}
