package io.aifactory.tokenization;

import java.util.List;

/** Turns a conversation into a prompt in the form a model was trained on. */
public interface ChatTemplate {
    /**
     * Renders a conversation.
     *
     * @throws io.aifactory.tokenization.template.ChatTemplateException if the template cannot write
     *     this conversation
     */
    ChatPrompt render(ChatRequest request);

    /** Renders these turns, ending with the cue for the assistant's next one. */
    default ChatPrompt render(List<ChatMessage> messages) {
        return render(ChatRequest.of(messages));
    }
}
