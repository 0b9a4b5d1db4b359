package io.aifactory.economics.meter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RaplMeterTest {
    @TempDir Path powercap;

    @Test
    void joulesOfAllPackagesAreSummedSinceOpening() throws IOException {
        // Given
        domain("intel-rapl:0", "package-0", 1_000_000);
        domain("intel-rapl:1", "package-1", 5_000_000);
        EnergyMeter meter = RaplMeter.open(powercap).orElseThrow();

        // When
        domain("intel-rapl:0", "package-0", 3_500_000);
        domain("intel-rapl:1", "package-1", 5_500_000);

        // Then
        assertEquals(3.0, meter.joules());
        assertFalse(meter.estimated());
        assertTrue(meter.name().contains("package-0"));
    }

    @Test
    void aCounterThatWrappedKeepsGrowing() throws IOException {
        // Given
        domain("intel-rapl:0", "package-0", 9_000_000);
        EnergyMeter meter = RaplMeter.open(powercap).orElseThrow();

        // When: the counter, whose range is 10 J, has passed its end
        domain("intel-rapl:0", "package-0", 500_000);

        // Then
        assertEquals(1.5, meter.joules());
    }

    @Test
    void coresAndPlatformAreNotCountedASecondTime() throws IOException {
        // Given
        domain("intel-rapl:0", "package-0", 0);
        domain("intel-rapl:0:0", "core", 0);
        domain("intel-rapl:1", "psys", 0);
        EnergyMeter meter = RaplMeter.open(powercap).orElseThrow();

        // When
        domain("intel-rapl:0:0", "core", 2_000_000);
        domain("intel-rapl:1", "psys", 4_000_000);

        // Then
        assertEquals(0.0, meter.joules());
    }

    @Test
    void aMachineWithoutReadableDomainsHasNoSuchMeter() throws IOException {
        // Given a domain without its counter
        Files.createDirectories(powercap.resolve("intel-rapl:0"));
        Files.writeString(powercap.resolve("intel-rapl:0/name"), "package-0\n");

        // Then
        assertTrue(RaplMeter.open(powercap).isEmpty());
        assertTrue(RaplMeter.open(powercap.resolve("absent")).isEmpty());
    }

    @Test
    void aCounterThatDisappearsStandsStill() throws IOException {
        // Given
        domain("intel-rapl:0", "package-0", 0);
        EnergyMeter meter = RaplMeter.open(powercap).orElseThrow();
        domain("intel-rapl:0", "package-0", 2_000_000);
        assertEquals(2.0, meter.joules());

        // When
        Files.delete(powercap.resolve("intel-rapl:0/energy_uj"));

        // Then
        assertEquals(2.0, meter.joules());
    }

    private void domain(String folder, String name, long microjoules) throws IOException {
        Path domain = Files.createDirectories(powercap.resolve(folder));
        Files.writeString(domain.resolve("name"), name + "\n");
        Files.writeString(domain.resolve("max_energy_range_uj"), "10000000\n");
        Files.writeString(domain.resolve("energy_uj"), microjoules + "\n");
    }
}
