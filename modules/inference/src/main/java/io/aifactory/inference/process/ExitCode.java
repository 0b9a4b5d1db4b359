package io.aifactory.inference.process;

import io.aifactory.contracts.error.FactoryException;
import java.util.concurrent.CompletionException;

/** Why the process ended, for whoever supervises it. Values as in BSD's {@code sysexits.h}. */
public enum ExitCode {
    /** The start-up model is not there or not valid: starting again will not help. */
    MODEL_UNUSABLE(65),
    /** The process that started this one is gone. */
    PARENT_GONE(69),
    /** The device, the native library or the storage failed: start again. */
    DEVICE_FAILED(70);

    private final int status;

    ExitCode(int status) {
        this.status = status;
    }

    /** Exit status of the process. */
    public int status() {
        return status;
    }

    /** After the start-up model could not be loaded. */
    static ExitCode afterLoading(Throwable failure) {
        return cause(failure) instanceof FactoryException known && !known.code().retryable()
                ? MODEL_UNUSABLE
                : DEVICE_FAILED;
    }

    /** What a future failed with, without its wrapping. */
    static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null
                ? failure.getCause()
                : failure;
    }
}
