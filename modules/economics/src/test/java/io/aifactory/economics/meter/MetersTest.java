package io.aifactory.economics.meter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetersTest {
    @Test
    void theDeclaredModelAddsIdleAndBusyPower() {
        // Given 10 W idle, 4 W per busy core
        DeclaredPowerModel model = new DeclaredPowerModel(10, 4);

        // When two cores were busy for half of 6 seconds: 60 J + 24 J
        double joules = model.joules(Duration.ofSeconds(6), Duration.ofSeconds(6));

        // Then
        assertEquals(84.0, joules, 1e-9);
    }

    @Test
    void theDefaultDeclarationGrowsWithTheCores() {
        // When
        DeclaredPowerModel model = DeclaredPowerModel.ofCores(2);

        // Then both cores busy draw twice 3.5 W
        assertEquals(7.0, model.joules(Duration.ofSeconds(1), Duration.ofSeconds(2)), 1e-9);
        assertEquals(1.48, model.joules(Duration.ofSeconds(1), Duration.ZERO), 1e-9);
    }

    @Test
    void theDeclaredMeterFollowsItsClocksAndSaysEstimated() {
        // Given
        AtomicLong clock = new AtomicLong(500);
        AtomicLong busy = new AtomicLong(77);
        EnergyMeter meter = Meters.declared(new DeclaredPowerModel(1, 2), clock::get, busy::get);
        assertEquals(0.0, meter.joules());

        // When
        clock.addAndGet(3_000_000_000L);
        busy.addAndGet(1_000_000_000L);

        // Then
        assertEquals(5.0, meter.joules(), 1e-9);
        assertTrue(meter.estimated());
    }

    @Test
    void aMeterNeverGoesBack() {
        // Given
        AtomicLong busy = new AtomicLong(1_000_000_000L);
        EnergyMeter meter = Meters.declared(new DeclaredPowerModel(0, 2), () -> 0, busy::get);
        busy.set(2_000_000_000L);
        assertEquals(2.0, meter.joules());

        // When the count falls, as CPU time read from another source may
        busy.set(1_500_000_000L);

        // Then
        assertEquals(2.0, meter.joules());
    }

    @Test
    void withoutASensorTheDeclaredModelIsUsed(@TempDir Path noPowercap) {
        try (EnergyMeter meter = Meters.best(noPowercap, new DeclaredPowerModel(1, 1))) {
            assumeTrue(meter.estimated(), "this machine has an NVIDIA device that counts energy");
            assertEquals("declared model", meter.name());
            assertTrue(meter.joules() >= 0);
        }
    }

    @Test
    void negativePowerIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new DeclaredPowerModel(-1, 1));
        assertThrows(IllegalArgumentException.class, () -> new DeclaredPowerModel(1, Double.NaN));
    }

    @Test
    void severalMetersAreOneSumThatIsEstimatedIfOneOfThemIs() {
        // Given
        EnergyMeter measured = fixed(2, false, "a");
        EnergyMeter declared = fixed(3, true, "b");

        // When
        EnergyMeter both = new CompositeMeter(java.util.List.of(measured, declared));

        // Then
        assertEquals(5.0, both.joules());
        assertEquals("a + b", both.name());
        assertTrue(both.estimated());
    }

    private static EnergyMeter fixed(double joules, boolean estimated, String name) {
        return new EnergyMeter() {
            @Override
            public double joules() {
                return joules;
            }

            @Override
            public boolean estimated() {
                return estimated;
            }

            @Override
            public String name() {
                return name;
            }
        };
    }
}
