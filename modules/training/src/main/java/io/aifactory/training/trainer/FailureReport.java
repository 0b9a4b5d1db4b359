package io.aifactory.training.trainer;

import io.aifactory.contracts.error.ErrorCode;
import io.aifactory.contracts.error.FactoryException;
import io.aifactory.training.protocol.TrainerEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;

/** Turns what went wrong into what may be shown, and says whether another attempt makes sense. */
final class FailureReport {
    private FailureReport() {}

    static TrainerEvent.Failed of(Throwable failure) {
        return switch (failure) {
            case FactoryException known ->
                    new TrainerEvent.Failed(
                            known.code(), known.message(), known.code().retryable());
            case UncheckedIOException io when io.getCause() != null -> of(io.getCause());
            case IOException io when isDiskFull(io) ->
                    new TrainerEvent.Failed(
                            ErrorCode.STORAGE_FULL,
                            "the disk is full where checkpoints and models are written; free space"
                                    + " and submit the job again",
                            true);
            case OutOfMemoryError memory ->
                    new TrainerEvent.Failed(
                            ErrorCode.TRAINING_FAILED,
                            "the trainer ran out of memory; use fewer batchRows or a smaller model,"
                                    + " or give it a larger heap",
                            false);
            default ->
                    new TrainerEvent.Failed(
                            ErrorCode.TRAINING_FAILED,
                            "the trainer stopped with an internal error; its log has the details",
                            true);
        };
    }

    private static boolean isDiskFull(IOException failure) {
        String message = failure.getMessage();
        return message != null
                && message.toLowerCase(Locale.ROOT).contains("no space left on device");
    }
}
