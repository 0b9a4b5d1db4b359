package io.aifactory.economics.energy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aifactory.economics.step.StepContent;
import io.aifactory.economics.step.StepTime;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class EnergyLawTest {
    private static final EnergyLaw LLAMA = EnergyLaw.llama8bOnH100();

    @Test
    void jouleFiguresOfTheLeaderboard() {
        assertEquals(0.4555, LLAMA.joulesPerToken(8), 1e-9);
        assertEquals(0.164875, LLAMA.joulesPerToken(32), 1e-9);
        assertEquals(0.0740546875, LLAMA.joulesPerToken(512), 1e-9);
        assertEquals(0.189 + 11.5 / 64, EnergyLaw.qwen32bOnTwoH100().joulesPerToken(64), 1e-12);
        assertThrows(IllegalArgumentException.class, () -> LLAMA.joulesPerToken(0));
    }

    @Test
    void aStepCostsItsBaseAndItsWorkAndNothingWithoutWork() {
        assertEquals(
                3.10 + 4 * 0.068 + 100 * 0.0203, LLAMA.joules(new StepContent(4, 100, 0)), 1e-12);
        assertEquals(0, LLAMA.joules(new StepContent(0, 0, 0)));
        assertEquals(0.068 * 10 + 0.0203 * 50, LLAMA.marginalJoules(50, 10), 1e-12);
    }

    @Test
    void theBaseIsSharedEvenlyAndTheRestByWork() {
        // Given c0 = 2 J, c1 = 1 J, ep = 0.5 J: 5 J in all, of which 2 + 3 are theirs
        EnergyLaw law = new EnergyLaw(2, 1, 0.5);

        // When
        long[] shares = law.split(5_000_000_000L, new int[] {1, 0}, new int[] {0, 4});

        // Then
        assertArrayEquals(new long[] {2_000_000_000L, 3_000_000_000L}, shares);
    }

    @Test
    void aLawThatSaysNothingSplitsEvenly() {
        assertArrayEquals(
                new long[] {5, 5},
                new EnergyLaw(0, 0, 0).split(10, new int[] {1, 0}, new int[] {0, 9}));
    }

    @Property(tries = 500)
    void sharesAddUpToTheMeterExactly(
            @ForAll @LongRange(min = 0, max = 1L << 60) long nanojoules,
            @ForAll @Size(min = 1, max = 64) List<@IntRange(max = 100_000) Integer> prompts) {
        int[] tokens = prompts.stream().mapToInt(Integer::intValue).toArray();
        int[] decoded = Arrays.stream(tokens).map(t -> t % 2).toArray();
        long[] shares = LLAMA.split(nanojoules, decoded, tokens);
        assertEquals(nanojoules, Arrays.stream(shares).sum());
        assertTrue(Arrays.stream(shares).allMatch(share -> share >= 0));
    }

    @Test
    void whatMakesNoSenseIsRefused() {
        int[] one = {1};
        assertThrows(IllegalArgumentException.class, () -> new EnergyLaw(-1, 0, 0));
        assertThrows(IllegalArgumentException.class, () -> new EnergyLaw(0, Double.NaN, 0));
        assertThrows(IllegalArgumentException.class, () -> LLAMA.split(-1, one, one));
        assertThrows(IllegalArgumentException.class, () -> LLAMA.split(1, new int[0], new int[0]));
        assertThrows(IllegalArgumentException.class, () -> LLAMA.split(1, one, new int[] {-1}));
        assertThrows(IllegalArgumentException.class, () -> new FleetEnergy(100, 101, 1));
        assertThrows(IllegalArgumentException.class, () -> new FleetEnergy(100, 10, 0.9));
        assertThrows(IllegalArgumentException.class, () -> new PowerCap(70, 70, 3));
        assertThrows(
                IllegalArgumentException.class,
                () -> new FleetEnergy(100, 10, 1).joules(1, Double.NaN, 0));
    }

    @Test
    void aFleetPaysForIdleAndParkedDevicesAndForCooling() {
        assertEquals(
                1.2 * (500 + 100 * 3 + 10 * 7), new FleetEnergy(100, 10, 1.2).joules(500, 3, 7));
    }

    @Test
    void aCapStretchesArithmeticOnly() {
        // Given
        PowerCap cap = new PowerCap(0, 800, 3);
        StepTime full = new StepTime(8, 2, 4, 1, 6, 3);

        // Then an eighth of the power is half the clock
        assertEquals(0.5, cap.clock(100), 1e-12);
        assertEquals(new StepTime(8, 2, 8, 1, 12, 3), cap.capped(full, 100));
        assertEquals(full, cap.capped(full, 900));
        // and a quarter of the energy for arithmetic: an eighth of the power for twice the time
        assertEquals(new EnergyLaw(5, 1, 2), cap.capped(new EnergyLaw(5, 1, 8), 100));
        assertThrows(IllegalArgumentException.class, () -> cap.clock(0));
        assertThrows(IllegalArgumentException.class, () -> cap.clock(Double.NaN));
    }

    @Test
    void splitwisesThirtyPercentAtSeventyPercentPower() {
        assertEquals(1.30, 1 / new PowerCap(70, 700, 1.545).clock(490), 0.001);
        assertEquals(1.145, 1 / new PowerCap(70, 700, 3).clock(490), 0.001);
    }
}
