package io.aifactory.inference.process;

/** Why the process ended, for whoever supervises it. Values as in BSD's {@code sysexits.h}. */
public enum ExitCode {
    /** The start-up model is not there or not valid: starting again will not help. */
    MODEL_UNUSABLE(65),
    /** The process that started this one is gone. */
    PARENT_GONE(69),
    /** The device or the native library failed: start again. */
    DEVICE_FAILED(70);

    private final int status;

    ExitCode(int status) {
        this.status = status;
    }

    /** Exit status of the process. */
    public int status() {
        return status;
    }
}
