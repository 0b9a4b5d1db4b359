package io.aifactory.tokenization;

import java.util.List;

/** Turns a conversation into a prompt in the form a model was trained on. */
public interface ChatTemplate {
    /**
     * Renders a conversation, ending with the cue for the assistant's next turn.
     *
     * @param messages at least one
     * @throws IllegalArgumentException if there is no message or a role is unknown
     */
    ChatPrompt render(List<ChatMessage> messages);
}
