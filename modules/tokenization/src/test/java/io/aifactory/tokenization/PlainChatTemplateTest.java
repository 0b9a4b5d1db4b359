package io.aifactory.tokenization;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.aifactory.tokenization.template.ChatTemplateException;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlainChatTemplateTest {
    private final ChatTemplate template = new PlainChatTemplate();

    @Test
    void aConversationIsATranscriptThatEndsWithTheAssistantsCue() {
        ChatPrompt prompt =
                template.render(
                        List.of(
                                new ChatMessage("system", "Be brief. "),
                                new ChatMessage("user", "Hello?\n"),
                                new ChatMessage("assistant", "Hi."),
                                new ChatMessage("user", "¿Qué tal?")));

        assertEquals(
                "System: Be brief.\n\nUser: Hello?\n\nAssistant: Hi.\n\nUser: ¿Qué tal?\n\nAssistant:",
                prompt.text());
        assertEquals(List.of("\nUser:", "\nSystem:", "\nTool:"), prompt.stop());
        assertEquals(
                List.of(false),
                prompt.pieces().stream().map(ChatPrompt.Piece::fromTemplate).toList());
    }

    @Test
    void anUnknownRoleIsNamed() {
        ChatTemplateException refused =
                assertThrows(
                        ChatTemplateException.class,
                        () -> template.render(List.of(new ChatMessage("root", "hi"))));

        assertEquals(
                "unknown role 'root'; use system, developer, user, assistant or tool",
                refused.getMessage());
    }

    @Test
    void anEmptyConversationIsRefused() {
        assertThrows(ChatTemplateException.class, () -> template.render(List.of()));
    }
}
