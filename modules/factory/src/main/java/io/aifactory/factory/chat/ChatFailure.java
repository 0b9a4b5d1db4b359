package io.aifactory.factory.chat;

/** There is nobody to talk to; the message says why and what to do. */
public final class ChatFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ChatFailure(String message) {
        super(message);
    }
}
