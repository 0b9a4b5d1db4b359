package io.aifactory.scheduler.generation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aifactory.contracts.worker.v1.GenerateRequest;
import io.aifactory.scheduler.testing.FakeWorker;
import io.aifactory.scheduler.testing.Letters;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CacheSaltTest {
    @Test
    void everyAttemptOfATenantHasItsSaltAndNoOtherTenantHas() {
        String salt = request("key-of-ann", 0).getCacheSalt();

        assertTrue(salt.matches("[0-9a-f]{32}"));
        assertEquals(salt, request("key-of-ann", 1).getCacheSalt());
        assertNotEquals(salt, request("key-of-bob", 0).getCacheSalt());
        assertNotEquals(salt, request("", 0).getCacheSalt());
    }

    @Test
    void theTenantsNameDoesNotReachTheWorker() {
        assertFalse(request("key-of-ann", 0).toString().contains("ann"));
    }

    private static GenerateRequest request(String tenant, int attempt) {
        return new SequenceSpec(
                        "r",
                        0,
                        tenant,
                        "tiny",
                        FakeWorker.MANIFEST,
                        Letters.encode("p"),
                        4,
                        new SamplingSettings(0, 1, 0),
                        0,
                        List.of(),
                        false,
                        Optional.empty(),
                        0)
                .toWorker(attempt, List.of());
    }
}
