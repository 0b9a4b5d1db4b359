package io.aifactory.tokenization;

import java.util.List;

/**
 * For base models that ship no template: a readable transcript, one paragraph a turn.
 *
 * <p>The roles are plain words, so a message can imitate another turn; that is acceptable for a
 * base model, which gives no role any authority.
 */
public final class PlainChatTemplate implements ChatTemplate {
    private static final List<String> STOP = List.of("\nUser:", "\nSystem:", "\nTool:");

    @Override
    public ChatPrompt render(List<ChatMessage> messages) {
        if (messages.isEmpty()) {
            throw new IllegalArgumentException("a conversation needs at least one message");
        }
        StringBuilder text = new StringBuilder();
        for (ChatMessage message : messages) {
            text.append(label(message.role()))
                    .append(": ")
                    .append(message.content().strip())
                    .append("\n\n");
        }
        return new ChatPrompt(text.append("Assistant:").toString(), false, STOP);
    }

    private static String label(String role) {
        return switch (role) {
            case "system", "developer" -> "System";
            case "user" -> "User";
            case "assistant" -> "Assistant";
            case "tool" -> "Tool";
            default ->
                    throw new IllegalArgumentException(
                            "unknown role '"
                                    + role
                                    + "'; use system, developer, user, assistant or tool");
        };
    }
}
