package io.aifactory.tokenization.template;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import io.aifactory.tokenization.ChatContent;
import io.aifactory.tokenization.ChatMessage;
import io.aifactory.tokenization.ChatPrompt.Piece;
import io.aifactory.tokenization.ChatRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JinjaChatTemplateTest {
    private static final ChatMessage HELLO = new ChatMessage("user", "Hello");

    @Test
    void aTemplateSeesWhatTransformersWouldGiveIt() {
        assertEquals(
                "<s> user:Hello True None None",
                text(
                        "{{ bos_token }} {{ messages[0].role }}:{{ messages[0]['content'] }}"
                                + " {{ add_generation_prompt }} {{ tools }} {{ documents }}",
                        ChatRequest.of(List.of(HELLO))));
    }

    @Test
    void toolsVariablesAndFurtherFieldsOfMessagesReachIt() {
        JsonNode tool = JsonNodeFactory.instance.objectNode().put("type", "function");
        ChatMessage call =
                new ChatMessage(
                        "assistant",
                        new ChatContent.Nothing(),
                        Map.of("reasoning_content", new TextNode("because")));
        ChatMessage parts =
                new ChatMessage("user", new ChatContent.Parts(List.of("a", "b")), Map.of());

        assertEquals(
                "[{\"type\": \"function\"}] False False None because"
                        + " [{'type': 'text', 'text': 'a'}, {'type': 'text', 'text': 'b'}]",
                text(
                        "{{ tools | tojson }} {{ add_generation_prompt }} {{ enable_thinking }}"
                                + " {{ messages[0].content }} {{ messages[0].reasoning_content }}"
                                + " {{ messages[1].content }}",
                        new ChatRequest(
                                List.of(call, parts),
                                List.of(tool),
                                false,
                                Map.of("enable_thinking", BooleanNode.FALSE))));
    }

    @Test
    void theDateIsThatOfTheClock() {
        assertEquals(
                "07 Mar 2026",
                text("{{ strftime_now('%d %b %Y') }}", ChatRequest.of(List.of(HELLO))));
    }

    @Test
    void piecesSayWhatTheTemplateWrote() {
        var prompt =
                template(
                                "{{ '<|' + messages[0].role + '|>' + messages[0].content[1:-1] | upper }}!")
                        .render(List.of(HELLO));

        assertEquals(
                List.of(new Piece("<|user|>", true), new Piece("ELL", false), new Piece("!", true)),
                prompt.pieces());
    }

    @Test
    void anUnknownRoleCountsAsTextOfTheRequest() {
        var prompt =
                template("{{ '<|' + messages[0].role + '|>' }}")
                        .render(List.of(new ChatMessage("endoftext", "")));

        assertEquals(
                List.of(
                        new Piece("<|", true),
                        new Piece("endoftext", false),
                        new Piece("|>", true)),
                prompt.pieces());
    }

    @Test
    void variablesWithAMeaningOfTheirOwnCannotBeSet() {
        ChatRequest request =
                new ChatRequest(
                        List.of(HELLO), List.of(), true, Map.of("eos_token", new TextNode("x")));

        assertThrows(IllegalArgumentException.class, () -> template("").render(request));
        assertEquals(true, JinjaChatTemplate.isReserved("messages"));
        assertEquals(false, JinjaChatTemplate.isReserved("enable_thinking"));
    }

    @Test
    void aTemplateIsFoundWhereTransformersFindsIt() throws Exception {
        byte[] config =
                """
                {"bos_token": {"content": "<b>", "lstrip": false}, "eos_token": "<e>",
                 "pad_token": null, "model_max_length": 5,
                 "chat_template": [{"name": "tool_use", "template": "tools"},
                                   {"name": "default", "template": "plain"}]}
                """
                        .getBytes(StandardCharsets.UTF_8);
        byte[] file = "from the file".getBytes(StandardCharsets.UTF_8);

        assertEquals(
                new ChatTemplateSource("plain", Map.of("bos_token", "<b>", "eos_token", "<e>")),
                ChatTemplateSource.read(Optional.empty(), Optional.of(config)));
        assertEquals(
                "from the file",
                ChatTemplateSource.read(Optional.of(file), Optional.of(config)).jinja());
        assertEquals(
                ChatTemplateSource.none(),
                ChatTemplateSource.read(Optional.empty(), Optional.empty()));
    }

    private static JinjaChatTemplate template(String jinja) {
        return JinjaChatTemplate.of(
                new ChatTemplateSource(jinja, Map.of("bos_token", "<s>")), Goldens.NOW);
    }

    private static String text(String jinja, ChatRequest request) {
        return template(jinja).render(request).text();
    }
}
