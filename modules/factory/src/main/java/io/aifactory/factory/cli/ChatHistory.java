package io.aifactory.factory.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The messages of a chat, oldest first: questions and answers in turn, at last a question. */
final class ChatHistory {
    private static final int EXCHANGE = 2;

    private final List<Map<String, String>> messages = new ArrayList<>();

    void ask(String question) {
        messages.add(message("user", question));
    }

    void answered(String answer) {
        messages.add(message("assistant", answer));
    }

    /** Takes the last question back. */
    void withdraw() {
        messages.removeLast();
    }

    /**
     * Drops the oldest question with its answer, so that the rest may fit the model's context.
     *
     * @return false if only the last question is left
     */
    boolean forgetOldest() {
        if (messages.size() <= EXCHANGE) {
            return false;
        }
        messages.subList(0, EXCHANGE).clear();
        return true;
    }

    List<Map<String, String>> messages() {
        return List.copyOf(messages);
    }

    private static Map<String, String> message(String role, String content) {
        return Map.of("role", role, "content", content);
    }
}
