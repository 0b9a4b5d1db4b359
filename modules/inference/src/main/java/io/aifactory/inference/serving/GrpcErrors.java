package io.aifactory.inference.serving;

import io.aifactory.contracts.error.ErrorCode;
import io.aifactory.contracts.error.FactoryException;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;

/** The error catalogue as gRPC statuses; the exact code travels in a trailer. */
final class GrpcErrors {
    /** Trailer with {@link ErrorCode#code()}. */
    static final Metadata.Key<String> CODE =
            Metadata.Key.of("aifactory-error-code", Metadata.ASCII_STRING_MARSHALLER);

    private GrpcErrors() {}

    static StatusRuntimeException of(FactoryException error) {
        Metadata trailers = new Metadata();
        trailers.put(CODE, error.code().code());
        return status(error.code())
                .withDescription(error.message())
                .withCause(error)
                .asRuntimeException(trailers);
    }

    private static Status status(ErrorCode code) {
        if (code == ErrorCode.CONTENT_DAMAGED) {
            return Status.DATA_LOSS;
        }
        return switch (code.kind()) {
            case USER, TOO_LARGE -> Status.INVALID_ARGUMENT;
            case NOT_FOUND -> Status.NOT_FOUND;
            case CONFLICT -> Status.FAILED_PRECONDITION;
            case CAPACITY, STORAGE -> Status.RESOURCE_EXHAUSTED;
            case UNAVAILABLE -> Status.UNAVAILABLE;
            case INTERNAL -> Status.INTERNAL;
        };
    }
}
