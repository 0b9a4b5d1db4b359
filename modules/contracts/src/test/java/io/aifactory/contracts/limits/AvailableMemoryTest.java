package io.aifactory.contracts.limits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class AvailableMemoryTest {
    @Test
    void theLineOfLinuxIsReadInBytes() {
        assertEquals(
                OptionalLong.of(2048),
                AvailableMemory.available(
                        List.of("MemTotal:  9 kB", "MemFree: 1 kB", "MemAvailable:     2 kB")));
    }

    @Test
    void withoutThatLineNothingIsKnown() {
        assertEquals(OptionalLong.empty(), AvailableMemory.available(List.of("MemTotal: 9 kB")));
        assertEquals(OptionalLong.empty(), AvailableMemory.available(List.of("MemAvailable: ?")));
    }

    @Test
    void thisMachineHasSome() {
        assertTrue(AvailableMemory.bytes() > 0);
    }
}
