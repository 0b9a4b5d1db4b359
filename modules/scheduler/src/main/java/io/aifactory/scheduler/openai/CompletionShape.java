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

/** {@code text_completion}: the same object in streams and whole. */
final class CompletionShape implements AnswerShape {
    private static final String TYPE = "text_completion";
    private static final Piece NOTHING = new Piece("", List.of(), 0);

    private final TokenTexts texts;

    CompletionShape(TokenTexts texts) {
        this.texts = texts;
    }

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
            add(array, i, choice.piece(), Optional.of(choice.reason()));
        }
        return envelope.object(TYPE, array);
    }

    @Override
    public List<ObjectNode> opening(Envelope envelope, int choices) {
        return List.of();
    }

    @Override
    public ObjectNode text(Envelope envelope, int index, Piece piece) {
        return chunk(envelope, index, piece, Optional.empty());
    }

    @Override
    public ObjectNode finish(Envelope envelope, int index, EndReason reason) {
        return chunk(envelope, index, NOTHING, Optional.of(reason));
    }

    private ObjectNode chunk(
            Envelope envelope, int index, Piece piece, Optional<EndReason> reason) {
        ArrayNode array = AnswerShape.array();
        add(array, index, piece, reason);
        return envelope.chunk(TYPE, array);
    }

    @Override
    public int characters(List<TokenReport> reports) {
        return reports.stream().mapToInt(each -> texts.characters(each.chosen().token())).sum();
    }

    private JsonNode logprobs(Piece piece) {
        if (piece.reports().isEmpty()) {
            return NullNode.instance;
        }
        ObjectNode logprobs = JsonFields.JSON.createObjectNode();
        ArrayNode tokens = logprobs.putArray("tokens");
        ArrayNode own = logprobs.putArray("token_logprobs");
        ArrayNode best = logprobs.putArray("top_logprobs");
        ArrayNode offsets = logprobs.putArray("text_offset");
        int offset = piece.offset();
        for (TokenReport report : piece.reports()) {
            int token = report.chosen().token();
            tokens.add(texts.distinctText(token));
            own.add(report.chosen().logprob());
            ObjectNode alternatives = best.addObject();
            report.best().forEach(each -> put(alternatives, each));
            put(alternatives, report.chosen());
            offsets.add(texts.beginsInside(token) ? Math.max(0, offset - 1) : offset);
            offset += texts.characters(token);
        }
        return logprobs;
    }

    private void put(ObjectNode alternatives, Scored scored) {
        alternatives.put(texts.distinctText(scored.token()), scored.logprob());
    }

    private void add(ArrayNode choices, int index, Piece piece, Optional<EndReason> reason) {
        ObjectNode choice = choices.addObject().put("index", index).put("text", piece.text());
        choice.set("logprobs", logprobs(piece));
        choice.put("finish_reason", reason.map(AnswerShape::finishReason).orElse(null));
    }
}
