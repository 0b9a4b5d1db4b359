package io.aifactory.inference.batching;

import io.aifactory.contracts.error.ErrorCode;
import io.aifactory.contracts.error.FactoryException;
import io.aifactory.languagemodel.ModelFormatException;
import java.io.UncheckedIOException;

/** What it means that a model could not be loaded. */
final class LoadErrors {
    private LoadErrors() {}

    /** Whether the device can go on with other models. */
    static boolean leavesDeviceSound(Throwable failure) {
        return failure instanceof ModelFormatException
                || failure instanceof IllegalArgumentException
                || failure instanceof UncheckedIOException
                || failure instanceof FactoryException;
    }

    /** What whoever asked for the model is told. */
    static FactoryException of(Throwable failure) {
        return switch (failure) {
            case FactoryException known -> known;
            case UncheckedIOException _ ->
                    new FactoryException(
                            ErrorCode.UNAVAILABLE, "The model's files cannot be read.", failure);
            case ModelFormatException _, IllegalArgumentException _ -> {
                String message = failure.getMessage();
                yield new FactoryException(
                        ErrorCode.MODEL_INVALID,
                        message == null ? ErrorCode.MODEL_INVALID.publicMessage() : message,
                        failure);
            }
            default ->
                    new FactoryException(
                            ErrorCode.UNAVAILABLE, "The device failed to load the model.", failure);
        };
    }
}
