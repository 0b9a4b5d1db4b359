package io.aifactory.scheduler.openai;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aifactory.scheduler.generation.EndReason;
import java.util.List;
import java.util.Optional;

/** {@code text_completion}: the same object in streams and whole. */
final class CompletionShape implements AnswerShape {
    private static final String TYPE = "text_completion";

    @Override
    public String endpoint() {
        return "completions";
    }

    @Override
    public String idPrefix() {
        return "cmpl-";
    }

    @Override
    public String chunkType() {
        return TYPE;
    }

    @Override
    public ObjectNode whole(Envelope envelope, List<Choice> choices) {
        ArrayNode array = AnswerShape.array();
        for (int i = 0; i < choices.size(); i++) {
            Choice choice = choices.get(i);
            add(array, i, choice.text(), Optional.of(choice.reason()));
        }
        return envelope.object(TYPE, array);
    }

    @Override
    public List<ObjectNode> opening(Envelope envelope, int choices) {
        return List.of();
    }

    @Override
    public ObjectNode text(Envelope envelope, int index, String text) {
        return chunk(envelope, index, text, Optional.empty());
    }

    @Override
    public ObjectNode finish(Envelope envelope, int index, EndReason reason) {
        return chunk(envelope, index, "", Optional.of(reason));
    }

    private static ObjectNode chunk(
            Envelope envelope, int index, String text, Optional<EndReason> reason) {
        ArrayNode array = AnswerShape.array();
        add(array, index, text, reason);
        return envelope.chunk(TYPE, array);
    }

    private static void add(ArrayNode choices, int index, String text, Optional<EndReason> reason) {
        choices.addObject()
                .put("index", index)
                .put("text", text)
                .putNull("logprobs")
                .put("finish_reason", reason.map(AnswerShape::finishReason).orElse(null));
    }
}
