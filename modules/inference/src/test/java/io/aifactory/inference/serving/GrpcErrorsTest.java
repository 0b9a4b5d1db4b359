package io.aifactory.inference.serving;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.aifactory.contracts.error.ErrorCode;
import io.aifactory.contracts.error.FactoryException;
import io.grpc.Status;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GrpcErrorsTest {
    @ParameterizedTest
    @CsvSource({
        "LIMIT_EXCEEDED, INVALID_ARGUMENT",
        "MODEL_INVALID, INVALID_ARGUMENT",
        "NOT_FOUND, NOT_FOUND",
        "CONTENT_DAMAGED, DATA_LOSS",
        "CONFLICT, FAILED_PRECONDITION",
        "QUEUE_FULL, RESOURCE_EXHAUSTED",
        "UNAVAILABLE, UNAVAILABLE",
        "INTERNAL, INTERNAL"
    })
    void theStatusTellsWhetherAnotherTryCanHelp(ErrorCode code, Status.Code expected) {
        assertEquals(
                expected, GrpcErrors.of(new FactoryException(code, "why")).getStatus().getCode());
    }
}
