package io.aifactory.scheduler.workers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aifactory.contracts.worker.WorkerEndpoint;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfiguredWorkersTest {
    @Test
    void addressesBecomeEndpointsInTheirOrder() {
        assertEquals(
                List.of(
                        new WorkerEndpoint("gpu-1:9000", "gpu-1", 9000, ""),
                        new WorkerEndpoint("127.0.0.1:1", "127.0.0.1", 1, "")),
                new ConfiguredWorkers(List.of("gpu-1:9000", " 127.0.0.1:1 ")).workers());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "host", ":9000", "host:", "host:x", "host:0", "host:65536"})
    void whatIsNoAddressIsNamed(String address) {
        var error =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> new ConfiguredWorkers(List.of(address)));
        assertTrue(
                String.valueOf(error.getMessage()).contains("'" + address + "' is not host:port"));
    }
}
