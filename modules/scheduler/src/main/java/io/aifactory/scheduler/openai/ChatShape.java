package io.aifactory.scheduler.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aifactory.scheduler.generation.EndReason;
import io.aifactory.scheduler.generation.TokenReport;
import io.aifactory.scheduler.generation.TokenReport.Scored;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** {@code chat.completion} and {@code chat.completion.chunk}. */
final class ChatShape implements AnswerShape {
    private static final String CHUNK = "chat.completion.chunk";

    private final TokenTexts texts;

    ChatShape(TokenTexts texts) {
        this.texts = texts;
    }

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
                    .put("content", choices.get(i).piece().text())
                    .putNull("refusal");
            choice.set("logprobs", logprobs(choices.get(i).piece().reports()));
            choice.put("finish_reason", AnswerShape.finishReason(choices.get(i).reason()));
        }
        return envelope.object("chat.completion", array);
    }

    /** The role of every choice comes first: clients count the choices they have seen. */
    @Override
    public List<ObjectNode> opening(Envelope envelope, int choices) {
        return IntStream.range(0, choices)
                .mapToObj(i -> chunk(envelope, i, role(), NullNode.instance, Optional.empty()))
                .toList();
    }

    @Override
    public ObjectNode text(Envelope envelope, int index, Piece piece) {
        ObjectNode delta = JsonFields.JSON.createObjectNode().put("content", piece.text());
        return chunk(envelope, index, delta, logprobs(piece.reports()), Optional.empty());
    }

    @Override
    public ObjectNode finish(Envelope envelope, int index, EndReason reason) {
        return chunk(
                envelope,
                index,
                JsonFields.JSON.createObjectNode(),
                NullNode.instance,
                Optional.of(reason));
    }

    @Override
    public int characters(List<TokenReport> reports) {
        return 0; // this shape has no offsets
    }

    private JsonNode logprobs(List<TokenReport> reports) {
        if (reports.isEmpty()) {
            return NullNode.instance;
        }
        ObjectNode logprobs = JsonFields.JSON.createObjectNode();
        ArrayNode content = logprobs.putArray("content");
        for (TokenReport report : reports) {
            ArrayNode best = scored(content.addObject(), report.chosen()).putArray("top_logprobs");
            report.best().forEach(each -> scored(best.addObject(), each));
        }
        return logprobs.putNull("refusal");
    }

    private ObjectNode scored(ObjectNode node, Scored scored) {
        node.put("token", texts.text(scored.token())).put("logprob", scored.logprob());
        byte[] bytes = texts.bytes(scored.token());
        if (bytes.length == 0) {
            return node.putNull("bytes");
        }
        ArrayNode array = node.putArray("bytes");
        for (byte each : bytes) {
            array.add(each & 0xff);
        }
        return node;
    }

    private static ObjectNode role() {
        return JsonFields.JSON.createObjectNode().put("role", "assistant").put("content", "");
    }

    private static ObjectNode chunk(
            Envelope envelope,
            int index,
            ObjectNode delta,
            JsonNode logprobs,
            Optional<EndReason> reason) {
        ArrayNode array = AnswerShape.array();
        ObjectNode choice = array.addObject().put("index", index);
        choice.set("delta", delta);
        choice.set("logprobs", logprobs);
        choice.put("finish_reason", reason.map(AnswerShape::finishReason).orElse(null));
        return envelope.chunk(CHUNK, array);
    }
}
