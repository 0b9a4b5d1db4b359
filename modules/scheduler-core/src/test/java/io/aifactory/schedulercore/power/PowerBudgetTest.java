package io.aifactory.schedulercore.power;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aifactory.economics.energy.EnergyLaw;
import io.aifactory.economics.step.StepContent;
import io.aifactory.economics.step.StepTime;
import io.aifactory.schedulercore.power.PowerBudget.Cap;
import io.aifactory.schedulercore.power.PowerBudget.Draw;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class PowerBudgetTest {
    private static final PowerBudget KILOWATT = PowerBudget.everyTenSeconds(1_000);

    /** Qwen3-8B on an H100 (see the reference's table). */
    private static final WorkerEnergy LAW =
            new WorkerEnergy(new EnergyLaw(2.99, 0.070, 0.0203), 100, 0.05);

    private static final StepTime TIME = new StepTime(8.6e6, 0.086e6, 29.4e3, 0);

    @Test
    void whatWasNotUsedMayBeUsedNow() {
        // Given nine seconds at 500 W of 1,000 W, and 400 W that are always possible
        List<Double> last = List.of(500.0, 500.0, 500.0, 500.0, 500.0, 500.0, 500.0, 500.0, 500.0);

        // Then 1,000 W and a tenth of the 4,500 J left
        assertEquals(1_450, KILOWATT.allowedWatts(last, 400), 1e-9);
    }

    @Test
    void whatIsUsedNowIsNotMissingLater() {
        // Given nothing used before and 950 W that cannot be avoided later: 10,000 - 9 × 950
        assertEquals(1_450, KILOWATT.allowedWatts(List.of(), 950), 1e-9);
    }

    @Test
    void aLoadAboveTheBudgetIsServedEvenly() {
        List<Double> last = Collections.nCopies(9, 1_000.0);
        assertEquals(1_000, KILOWATT.allowedWatts(last, 300), 1e-9);
    }

    @Property(tries = 300)
    void noWindowExceedsTheBudgetWhateverIsDrawnOfWhatIsAllowed(
            @ForAll @Size(max = 60) List<@DoubleRange(min = 0, max = 1) Double> used,
            @ForAll @IntRange(min = 1, max = 1_000) int least) {
        // Given a fleet that draws any part of what is allowed, but not less than its least
        List<Double> joules = new ArrayList<>();
        for (double part : used) {
            double allowed = KILOWATT.allowedWatts(joules, least);
            assertTrue(allowed >= least - 1e-6, () -> allowed + " W for " + least + " W");
            joules.add(least + part * (allowed - least));
        }

        // Then
        for (int i = 0; i < joules.size(); i++) {
            double window =
                    joules.subList(Math.max(0, i - 9), i + 1).stream()
                            .mapToDouble(Double::doubleValue)
                            .sum();
            assertTrue(window <= 10_000 + 1e-6, () -> window + " J");
        }
    }

    @Test
    void everyoneGetsItsLeastThenWhatItWantsThenWhatIsLeft() {
        // Given 1,500 W
        List<Draw> draws =
                List.of(
                        new Draw("idle", 100, 200, 700),
                        new Draw("half", 400, 200, 700),
                        new Draw("busy", 700, 200, 700));

        // Then 200 + 400 + 700, and 200 W left of which each of two gets a half
        PowerBudget.Decision decision = KILOWATT.divide(1_500, draws);
        assertEquals(
                List.of(new Cap("idle", 300), new Cap("half", 500), new Cap("busy", 700)),
                decision.caps());
        assertEquals(1_500, decision.watts(), 1e-9);

        // And 600 W less: what is above the least is shared by those who want it
        assertEquals(
                List.of(new Cap("idle", 200), new Cap("half", 350), new Cap("busy", 350)),
                KILOWATT.divide(900, draws).caps());
    }

    @Test
    void whoCannotRunEvenAtTheLeastIsNamed() {
        List<Draw> draws = List.of(new Draw("a", 700, 200, 700), new Draw("b", 700, 200, 700));
        PowerBudget.Decision decision = KILOWATT.divide(350, draws);
        assertEquals(List.of(new Cap("a", 350)), decision.caps());
        assertEquals(List.of("b"), decision.excess());
        assertEquals(5, KILOWATT.mostWorkers(200));
    }

    @Test
    void capsThatAreNotKeptExactlyAreSetLower() {
        PowerBudget loose = new PowerBudget(1_000, 10, 1, 0.25);
        assertEquals(
                List.of(new Cap("a", 400)),
                loose.divide(500, List.of(new Draw("a", 700, 200, 700))).caps());
        assertEquals(4, loose.mostWorkers(200));
    }

    @Property(tries = 300)
    void capsNeverAddUpToMoreThanIsAllowed(
            @ForAll @Size(max = 8) List<@IntRange(min = 0, max = 700) Integer> wants,
            @ForAll @DoubleRange(min = 0, max = 6_000) double allowed) {
        List<Draw> draws = new ArrayList<>();
        for (int i = 0; i < wants.size(); i++) {
            draws.add(new Draw("w" + i, wants.get(i), 200, 700));
        }
        PowerBudget.Decision decision = KILOWATT.divide(allowed, draws);
        assertTrue(decision.watts() <= allowed + 1e-6);
        assertEquals(draws.size(), decision.caps().size() + decision.excess().size());
        decision.caps().forEach(c -> assertTrue(c.watts() >= 200 && c.watts() <= 700 + 1e-9));
    }

    @Property(tries = 200)
    void noStepWithinItsLimitsDrawsMoreThanTheDeviceMay(
            @ForAll @IntRange(min = 300, max = 800) int watts,
            @ForAll @IntRange(min = 0, max = 256) int decodes,
            @ForAll @IntRange(min = 0, max = 2_048) int prefill) {
        // Given
        StepLimits limits = StepLimits.within(watts, LAW, TIME, 256, 2_048);
        int d = Math.min(decodes, limits.batch());
        int p = Math.min(prefill, limits.prefillTokens());

        // Then
        if (d + p > 0) {
            StepContent step = new StepContent(d, p, 0);
            assertTrue(
                    LAW.mostJoules(step) / TIME.nanos(step) * 1e9 <= watts + 1e-6,
                    () -> limits + " at " + watts + " W: " + step);
        }
    }

    @Test
    void limitsGrowWithTheWatts() {
        assertEquals(new StepLimits(0, 0), StepLimits.within(300, LAW, TIME, 256, 2_048));
        // (2.99 + 0.07 b) 1.05 / (8.6 ms + 0.086 ms b) = 500 W at b = 38.03
        assertEquals(new StepLimits(38, 0), StepLimits.within(500, LAW, TIME, 256, 2_048));
        assertEquals(new StepLimits(256, 2_048), StepLimits.within(800, LAW, TIME, 256, 2_048));
    }

    @Test
    void senselessBudgetsAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> PowerBudget.everyTenSeconds(Double.NaN));
        assertThrows(IllegalArgumentException.class, () -> new Draw("a", 1, 2, 1));
        assertThrows(
                IllegalArgumentException.class, () -> new WorkerEnergy(new EnergyLaw(1, -1, 0), 0));
    }
}
