package io.aifactory.factory.demo;

/** A step of the demonstration failed; the message says which and why. */
public final class DemoFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public DemoFailure(String message) {
        super(message);
    }
}
