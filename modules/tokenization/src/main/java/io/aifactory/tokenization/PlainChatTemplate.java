package io.aifactory.tokenization;

import io.aifactory.tokenization.template.ChatTemplateException;
import io.aifactory.tokenization.template.ChatTemplateException.Kind;
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
    public ChatPrompt render(ChatRequest request) {
        if (request.messages().isEmpty()) {
            throw refused("a conversation needs at least one message");
        }
        if (!request.tools().isEmpty()) {
            throw refused("this model has no chat template of its own and knows of no tools");
        }
        StringBuilder text = new StringBuilder();
        for (ChatMessage message : request.messages()) {
            if (message.fields().containsKey("tool_calls")) {
                throw refused(
                        "this model has no chat template of its own and knows of no tool calls;"
                                + " leave such messages out");
            }
            text.append(label(message.role()))
                    .append(": ")
                    .append(message.content().asText().strip())
                    .append("\n\n");
        }
        String cue = request.answerFollows() ? "Assistant:" : "";
        return ChatPrompt.plain(text.append(cue).toString(), STOP);
    }

    private static String label(String role) {
        return switch (role) {
            case "system", "developer" -> "System";
            case "user" -> "User";
            case "assistant" -> "Assistant";
            case "tool" -> "Tool";
            default ->
                    throw refused(
                            "unknown role '"
                                    + role
                                    + "'; use system, developer, user, assistant or tool");
        };
    }

    private static ChatTemplateException refused(String problem) {
        return new ChatTemplateException(Kind.REFUSED, 0, problem);
    }
}
