package io.aifactory.factory.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ChatHistoryTest {
    private final ChatHistory history = new ChatHistory();

    @Test
    void theOldestExchangeIsForgottenFirstAndTheLastQuestionNever() {
        // Given two exchanges and a new question
        history.ask("one");
        history.answered("1");
        history.ask("two");
        history.answered("2");
        history.ask("three");

        // When, then
        assertTrue(history.forgetOldest());
        assertEquals(List.of("two", "2", "three"), contents());
        assertTrue(history.forgetOldest());
        assertEquals(List.of("three"), contents());
        assertFalse(history.forgetOldest());
        assertEquals(List.of("three"), contents());
    }

    @Test
    void aRefusedQuestionIsWithdrawn() {
        history.ask("one");
        history.answered("1");
        history.ask("two");

        history.withdraw();

        assertEquals(
                List.of(
                        Map.of("role", "user", "content", "one"),
                        Map.of("role", "assistant", "content", "1")),
                history.messages());
    }

    private List<String> contents() {
        return history.messages().stream().map(message -> message.get("content")).toList();
    }
}
