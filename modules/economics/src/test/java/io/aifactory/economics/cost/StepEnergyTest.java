package io.aifactory.economics.cost;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aifactory.economics.meter.DeclaredPowerModel;
import io.aifactory.economics.meter.EnergyMeter;
import io.aifactory.economics.meter.Meters;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class StepEnergyTest {
    @Test
    void theBaseIsSharedEvenlyAndTheRestFollowsTheWork() {
        // When 1000 nJ, 40 % base, one sequence decodes 1 token and one prefills 9
        long[] shares = StepEnergy.split(1_000, 0.4, new int[] {1, 9});

        // Then 200 + 60 and 200 + 540
        assertArrayEquals(new long[] {260, 740}, shares);
    }

    @Property
    void sharesAddUpToTheStepExactly(
            @ForAll @LongRange(min = 0, max = 4_000_000_000_000_000L) long nanojoules,
            @ForAll @DoubleRange(min = 0, max = 1) double baseShare,
            @ForAll @Size(min = 1, max = 64) List<@IntRange(min = 0, max = 4096) Integer> tokens) {
        int[] work = tokens.stream().mapToInt(Integer::intValue).toArray();
        work[0] = Math.max(1, work[0]);

        // When
        long[] shares = StepEnergy.split(nanojoules, baseShare, work);

        // Then
        assertEquals(nanojoules, Arrays.stream(shares).sum());
        assertTrue(Arrays.stream(shares).allMatch(share -> share >= 0));
    }

    @Test
    void aStepWithoutWorkIsRefused() {
        assertThrows(
                IllegalArgumentException.class, () -> StepEnergy.split(1, 0.5, new int[] {0, 0}));
        assertThrows(IllegalArgumentException.class, () -> StepEnergy.split(1, 0.5, new int[0]));
        assertThrows(
                IllegalArgumentException.class, () -> StepEnergy.split(1, 0.5, new int[] {2, -1}));
        assertThrows(IllegalArgumentException.class, () -> StepEnergy.split(1, 1.5, new int[] {1}));
    }

    @Property(tries = 100)
    void portionsOfATapAddUpToTheMeter(
            @ForAll @Size(max = 50) List<@LongRange(min = 0, max = 3_000_000_000L) Long> pauses) {
        // Given a meter at 7 W
        AtomicLong clock = new AtomicLong();
        EnergyMeter meter = Meters.declared(new DeclaredPowerModel(7, 0), clock::get, () -> 0);
        EnergyTap tap = new EnergyTap(meter);

        // When
        long drawn = 0;
        for (long pause : pauses) {
            clock.addAndGet(pause);
            drawn += tap.draw();
        }

        // Then
        assertEquals(StepEnergy.nanojoules(meter.joules()), drawn);
    }
}
