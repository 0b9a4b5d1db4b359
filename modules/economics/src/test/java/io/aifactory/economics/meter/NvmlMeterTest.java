package io.aifactory.economics.meter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.aifactory.economics.nvidia.FakeNvml;
import io.aifactory.economics.nvidia.NvidiaDevice;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NvmlMeterTest {
    private static final Optional<String> ALL = Optional.empty();

    private final FakeNvml library =
            new FakeNvml(device(0), device(1)).used(0, 7_000_000).used(1, 500);

    @Test
    void itCountsWhatBothDevicesUseFromWhenItWasOpened() {
        // Given
        EnergyMeter meter = open(ALL);
        assertEquals(0.0, meter.joules());

        // When
        library.used(0, 7_001_500).used(1, 2_750);

        // Then 1.5 J and 2.25 J
        assertEquals(3.75, meter.joules(), 1e-9);
        assertEquals("NVML, 2 device(s)", meter.name());
        assertFalse(meter.estimated());
    }

    @Test
    void aNeighboursDeviceIsNotCounted() {
        // Given
        EnergyMeter meter = open(Optional.of("GPU-1"));

        // When
        library.used(0, 9_000_000).used(1, 1_500);

        // Then
        assertEquals(1.0, meter.joules(), 1e-9);
        assertEquals("NVML, 1 device(s)", meter.name());
    }

    @Test
    void aDeviceThatDoesNotCountIsLeftOut() {
        // Given
        FakeNvml mixed = new FakeNvml(device(0), device(1)).used(1, 10);
        EnergyMeter meter = new NvmlMeter(mixed.energy(ALL).orElseThrow());

        // When
        mixed.used(1, 2_010);

        // Then
        assertEquals(2.0, meter.joules(), 1e-9);
        assertEquals("NVML, 1 device(s)", meter.name());
    }

    @Test
    void aDeviceThatIsLostKeepsItsJoulesAndHoldsUpNoOther() {
        // Given
        EnergyMeter meter = open(ALL);
        library.used(0, 7_004_000);
        assertEquals(4.0, meter.joules(), 1e-9);

        // When
        library.lose(0);
        library.used(1, 1_500);

        // Then
        assertEquals(5.0, meter.joules(), 1e-9);
    }

    @Test
    void aCounterThatStartsAnewNeverTakesTheMeterBack() {
        EnergyMeter meter = open(ALL);
        library.used(0, 7_004_000);
        assertEquals(4.0, meter.joules(), 1e-9);

        library.used(0, 3);

        assertEquals(4.0, meter.joules(), 1e-9);
    }

    @Test
    void closingItClosesTheLibraryOnceAndKeepsTheLastReading() {
        // Given
        EnergyMeter meter = open(ALL);
        library.used(1, 1_500);
        assertEquals(1.0, meter.joules(), 1e-9);

        // When
        meter.close();
        meter.close();
        library.used(1, 9_500);

        // Then
        assertEquals(0, library.open());
        assertEquals(1.0, meter.joules(), 1e-9);
    }

    @Test
    void whereNoDeviceCountsThereIsNoMeterAndTheLibraryIsClosed() {
        FakeNvml old = new FakeNvml(device(0));

        assertEquals(Optional.empty(), old.energy(ALL));
        assertEquals(0, old.open());
    }

    @Test
    void whereTheVariableHidesAllDevicesThereIsNoMeter() {
        assertEquals(Optional.empty(), library.energy(Optional.of("")));
        assertEquals(0, library.open());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nvmlInit_v2",
                "nvmlDeviceGetCount_v2",
                "nvmlDeviceGetUUID",
                "nvmlDeviceGetTotalEnergyConsumption"
            })
    void withADriverThatLacksAFunctionThereIsNoMeterAndTheLibraryIsClosed(String function) {
        library.without(function);

        assertEquals(Optional.empty(), library.energy(ALL));
        assertEquals(0, library.open());
    }

    @Test
    void withALibraryThatDoesNotFitTheLoadedDriverThereIsNoMeter() {
        assertEquals(Optional.empty(), library.failing(18).energy(ALL));
        assertEquals(0, library.open());
    }

    private EnergyMeter open(Optional<String> visibleDevices) {
        return new NvmlMeter(library.energy(visibleDevices).orElseThrow());
    }

    private static NvidiaDevice device(int index) {
        return new NvidiaDevice(index, "GPU-" + index, "NVIDIA H100", 80, 70, 9, 0);
    }
}
