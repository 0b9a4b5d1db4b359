package io.aifactory.languagemodel.torch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aifactory.languagemodel.Device;
import io.aifactory.languagemodel.Precision;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TorchLimitsTest {
    @Test
    void productsThatEveryDeviceHasAreMeasuredInBothPrecisions() {
        TorchLimits.Report report = TorchLimits.plain(new Device.Cpu(1), 1 << 20, 64);

        assertEquals(Set.of(Precision.F32, Precision.BF16), report.operations().keySet());
        assertTrue(report.operations().values().stream().allMatch(o -> o > 1e6), report::toString);
        assertTrue(report.readBytes() > 1e8 && report.readBytes() < 1e12, report::toString);
    }

    @Test
    void everyProductOfTheProcessorHasALimitThatItsClockAllows() {
        Device.Cpu one = new Device.Cpu(1);
        TorchLimits.Report report = TorchLimits.measure(one);

        assertTrue(report.operations().containsKey(Precision.F32), report::toString);
        for (Precision precision : report.operations().keySet()) {
            // no core of today does more than 4,096 operations a cycle, nor 6 cycles a nanosecond
            double operations = report.operations().get(precision);
            assertTrue(operations > 1e8 && operations < 2.5e13, report::toString);
            assertTrue(Packing.works(precision, one), precision + " has no products here");
        }
        assertTrue(report.readBytes() > 1e8 && report.readBytes() < 1e12, report::toString);
    }
}
