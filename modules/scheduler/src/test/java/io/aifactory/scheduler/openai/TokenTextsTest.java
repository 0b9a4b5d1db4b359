package io.aifactory.scheduler.openai;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.aifactory.scheduler.generation.EndReason;
import io.aifactory.scheduler.generation.TokenReport;
import io.aifactory.scheduler.generation.TokenReport.Scored;
import io.aifactory.scheduler.openai.AnswerShape.Choice;
import io.aifactory.scheduler.openai.AnswerShape.Piece;
import io.aifactory.scheduler.testing.Letters;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class TokenTextsTest {
    private static final Envelope ENVELOPE = new Envelope("id", 1, "m", "fp", false);

    private final TokenTexts texts = new TokenTexts(Letters.tokenizer());
    private final int[] tokens = Letters.encode("aé!"); // one token for each byte

    @Test
    void aTokenOfHalfACharacterHasExactBytes() {
        assertEquals(4, tokens.length);
        assertArrayEquals(new byte[] {(byte) 0xc3}, texts.bytes(tokens[1]));
        assertArrayEquals(new byte[] {(byte) 0xa9}, texts.bytes(tokens[2]));
        assertEquals("\ufffd", texts.text(tokens[1]));
        assertEquals("bytes:\\xc3", texts.distinctText(tokens[1]));
        assertEquals("bytes:\\xa9", texts.distinctText(tokens[2]));
        assertFalse(texts.beginsInside(tokens[1]));
        assertTrue(texts.beginsInside(tokens[2]));
    }

    @Test
    void aTokenWithoutTextIsNamedByItsId() {
        int end = Letters.tokenizer().tokenId(Letters.END).orElseThrow();
        assertEquals("token_id:" + end, texts.text(end));
        assertEquals("token_id:9999", texts.distinctText(9999));
        assertEquals(0, texts.bytes(9999).length);
    }

    @Test
    void completionsCountOffsetsInCharactersAlsoAcrossPieces() {
        CompletionShape shape = new CompletionShape(texts);
        List<TokenReport> reports = reports();
        ObjectNode whole =
                shape.whole(
                        ENVELOPE,
                        List.of(new Choice(new Piece("aé!", reports, 0), EndReason.LENGTH)));
        ObjectNode rest =
                shape.text(
                        ENVELOPE,
                        0,
                        new Piece(
                                "é!",
                                reports.subList(2, 4),
                                shape.characters(reports.subList(0, 2))));

        assertEquals(
                "{\"tokens\":[\"a\",\"bytes:\\\\xc3\",\"bytes:\\\\xa9\",\"!\"],"
                        + "\"token_logprobs\":[-0.5,-0.5,-0.5,-0.5],"
                        + "\"top_logprobs\":[{\"a\":-0.5},{\"bytes:\\\\xc3\":-0.5},"
                        + "{\"bytes:\\\\xa9\":-0.5},{\"!\":-0.5}],"
                        + "\"text_offset\":[0,1,1,2]}",
                whole.at("/choices/0/logprobs").toString());
        assertEquals("[1,2]", rest.at("/choices/0/logprobs/text_offset").toString());
    }

    @Test
    void chatsCarryTheBytes() {
        ObjectNode chunk = new ChatShape(texts).text(ENVELOPE, 0, new Piece("", reports(), 0));
        assertEquals(
                "{\"token\":\"\ufffd\",\"logprob\":-0.5,\"bytes\":[195],\"top_logprobs\":[]}",
                chunk.at("/choices/0/logprobs/content/1").toString());
    }

    private List<TokenReport> reports() {
        return Arrays.stream(tokens)
                .mapToObj(token -> new TokenReport(new Scored(token, -0.5), List.of()))
                .toList();
    }
}
