package io.aifactory.inference.serving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.aifactory.contracts.error.ErrorCode;
import io.aifactory.contracts.error.FactoryException;
import io.aifactory.contracts.worker.v1.GenerateRequest;
import io.aifactory.inference.testing.ByteTokenizer;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PriorityRequestsTest {
    @Test
    void aPriorityReachesTheSequence() {
        assertEquals(0, priority(GenerateRequest.newBuilder()));
        assertEquals(-1000, priority(GenerateRequest.newBuilder().setPriority(-1000)));
        assertEquals(1000, priority(GenerateRequest.newBuilder().setPriority(1000)));
    }

    @Test
    void oneOutOfRangeIsRefused() {
        assertEquals("priority must be in [-1000, 1000], not 1001.", refused(1001));
        assertEquals("priority must be in [-1000, 1000], not -1001.", refused(-1001));
        assertEquals(
                "priority must be in [-1000, 1000], not -2147483648.", refused(Integer.MIN_VALUE));
    }

    private static String refused(int priority) {
        FactoryException error =
                assertThrows(
                        FactoryException.class,
                        () -> priority(GenerateRequest.newBuilder().setPriority(priority)));
        assertEquals(ErrorCode.INVALID_REQUEST, error.code());
        assertEquals(Optional.of("priority"), error.parameter());
        return error.message();
    }

    private static int priority(GenerateRequest.Builder request) {
        request.setRequestId("id").addPromptTokens(1).setMaxTokens(1);
        return GenerateRequests.check(request.build(), 9, 9, Set.of(), ByteTokenizer.grammars())
                .priority();
    }
}
