package io.aifactory.tokenization;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

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
        assertEquals(false, prompt.specialTokens());
    }

    @Test
    void anUnknownRoleIsNamed() {
        IllegalArgumentException refused =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> template.render(List.of(new ChatMessage("root", "hi"))));

        assertEquals(
                "unknown role 'root'; use system, developer, user, assistant or tool",
                refused.getMessage());
    }

    @Test
    void anEmptyConversationIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> template.render(List.of()));
    }
}
