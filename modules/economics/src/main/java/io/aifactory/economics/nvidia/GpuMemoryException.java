package io.aifactory.economics.nvidia;

/** Why the memory of a device is not known, as a sentence. */
public final class GpuMemoryException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public GpuMemoryException(String message) {
        super(message);
    }

    public GpuMemoryException(String message, Throwable cause) {
        super(message, cause);
    }
}
