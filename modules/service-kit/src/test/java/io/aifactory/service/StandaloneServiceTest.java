package io.aifactory.service;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class StandaloneServiceTest {
    @Test
    void theReasonOfAFailedStartIsItsDeepestCause() {
        var failure = new ExceptionInInitializerError(new RuntimeException("no role", null));
        var wrapped = new IllegalStateException("Failed to start quarkus", failure);

        assertEquals(
                "registry did not start: no role", StandaloneService.reason("registry", wrapped));
    }

    @Test
    void aCauseWithoutMessageIsNamed() {
        assertEquals(
                "registry did not start: java.lang.IllegalStateException",
                StandaloneService.reason("registry", new IllegalStateException()));
    }
}
