package io.aifactory.scheduler.openai;

import io.aifactory.contracts.error.ErrorCode;
import io.aifactory.contracts.error.FactoryException;
import io.aifactory.scheduler.models.ServedModel;
import io.aifactory.tokenization.ChatPrompt;
import io.aifactory.tokenization.ChatRequest;
import io.aifactory.tokenization.ChatTemplate;
import io.aifactory.tokenization.template.ChatTemplateException;

/** Conversations as a model's chat template writes them, and what it says against them. */
final class ChatPrompts {
    private ChatPrompts() {}

    /**
     * @throws FactoryException INVALID_REQUEST with the template's own words if it refuses the
     *     conversation; LIMIT_EXCEEDED; UNSUPPORTED if the model's template cannot be run
     */
    static ChatPrompt of(ServedModel model, ChatRequest request) {
        ChatTemplate template = model.chatTemplate().orElseThrow(() -> noTemplate(model));
        try {
            return template.render(request);
        } catch (ChatTemplateException e) {
            throw new FactoryException(code(e.kind()), e.message(), e).withParameter("messages");
        }
    }

    private static ErrorCode code(ChatTemplateException.Kind kind) {
        return switch (kind) {
            case REFUSED, EVALUATION -> ErrorCode.INVALID_REQUEST;
            case LIMIT -> ErrorCode.LIMIT_EXCEEDED;
            case SYNTAX, UNSUPPORTED -> ErrorCode.UNSUPPORTED;
        };
    }

    private static FactoryException noTemplate(ServedModel model) {
        return new FactoryException(
                        ErrorCode.UNSUPPORTED,
                        "model '"
                                + model.name()
                                + "' brings a chat template that this factory cannot run; write the"
                                + " prompt yourself and use /v1/completions")
                .withParameter("messages");
    }
}
