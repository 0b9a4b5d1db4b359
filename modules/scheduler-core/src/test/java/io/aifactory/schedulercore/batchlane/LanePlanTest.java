package io.aifactory.schedulercore.batchlane;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aifactory.schedulercore.batchlane.LanePlan.State;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class LanePlanTest {
    private static final long HOUR = 3_600_000;
    private static final LaneSettings EXACT = new LaneSettings(0, 1, Duration.ZERO);

    @Test
    void workWaitsForTheCheapestHoursBeforeItsDeadline() {
        // Given 15 units of work, 10 an hour, and hours 2 and 4 the cheapest of the five allowed
        LaneForecast forecast = forecast(10, 300, 200, 100, 400, 50, 1);
        LanePlan plan = LanePlan.of(List.of(new BatchJob("a", 15, 0, 5 * HOUR)), forecast, EXACT);

        // Then
        assertEquals(State.WAIT, plan.state());
        assertEquals(List.of(0.0, 0.0, 5.0, 0.0, 10.0, 0.0), plan.work());
        assertEquals(100, plan.threshold());
        assertEquals(2 * HOUR, plan.nextStartMillis());
        assertEquals(0, plan.workNow());
        assertEquals(List.of(), plan.atRisk());
    }

    @Test
    void anEarlierDeadlineTakesWhatItNeedsAndALaterOneTheBestOfTheRest() {
        LaneForecast forecast = forecast(10, 300, 200, 100, 400);
        LanePlan plan =
                LanePlan.of(
                        List.of(
                                new BatchJob("later", 12, 0, 4 * HOUR),
                                new BatchJob("sooner", 4, 0, 2 * HOUR)),
                        forecast,
                        EXACT);
        assertEquals(List.of(0.0, 6.0, 10.0, 0.0), plan.work());
    }

    @Test
    void theLatestStartRunsWhateverTheSignal() {
        LaneForecast forecast = forecast(10, 300, 200, 100);
        LanePlan plan = LanePlan.of(List.of(new BatchJob("a", 30, 0, 3 * HOUR)), forecast, EXACT);
        assertEquals(State.RUN_LATEST, plan.state());
        assertEquals(10, plan.workNow());
        assertEquals(List.of(), plan.atRisk());
    }

    @Test
    void whatDoesNotFitIsNamedAndTakesAllThereIs() {
        LaneSettings half = new LaneSettings(0, 0.5, Duration.ZERO);
        LaneForecast forecast = forecast(10, 300, 200, 100);
        LanePlan plan =
                LanePlan.of(
                        List.of(
                                new BatchJob("fits", 5, 0, HOUR),
                                new BatchJob("does not", 30, 0, 3 * HOUR)),
                        forecast,
                        half);
        assertEquals(State.RUN_LATEST, plan.state());
        assertEquals(List.of("does not"), plan.atRisk());
        assertEquals(10, plan.workNow());
    }

    @Test
    void uncertaintyTrustAndGuardStartEarlier() {
        // Given the first of three hours is dear
        LaneForecast forecast = forecast(10, 300, 200, 100);
        List<BatchJob> sure = List.of(new BatchJob("a", 20, 0, 3 * HOUR));
        List<BatchJob> unsure = List.of(new BatchJob("a", 20, 3, 3 * HOUR));
        LaneSettings deviations = new LaneSettings(2, 1, Duration.ZERO);

        // Then
        assertEquals(0, LanePlan.of(sure, forecast, deviations).workNow());
        assertEquals(6, LanePlan.of(unsure, forecast, deviations).workNow(), 1e-9);
        assertEquals(
                4,
                LanePlan.of(sure, forecast, new LaneSettings(0, 0.8, Duration.ZERO)).workNow(),
                1e-9);
        assertEquals(
                5,
                LanePlan.of(sure, forecast, new LaneSettings(0, 1, Duration.ofMinutes(30)))
                        .workNow(),
                1e-9);
    }

    @Test
    void equalHoursRunTheEarlierFirstAndNoWorkWaitsForNothing() {
        LaneForecast flat = forecast(10, 7, 7, 7);
        assertEquals(
                List.of(10.0, 2.0, 0.0),
                LanePlan.of(List.of(new BatchJob("a", 12, 0, 3 * HOUR)), flat, EXACT).work());
        LanePlan empty = LanePlan.of(List.of(new BatchJob("done", 0, 5, 0)), flat, EXACT);
        assertEquals(State.EMPTY, empty.state());
        assertEquals(Long.MAX_VALUE, empty.nextStartMillis());
        assertTrue(Double.isNaN(empty.threshold()));
    }

    @Test
    void aDeadlineThatIsPastOrAbsurdDoesNotStopThePlan() {
        LaneForecast flat = forecast(10, 3, 2, 1);
        LanePlan past =
                LanePlan.of(
                        List.of(
                                new BatchJob("past", 5, 0, Long.MIN_VALUE),
                                new BatchJob("far", 5, 0, Long.MAX_VALUE)),
                        flat,
                        LaneSettings.usual());
        assertEquals(List.of("past"), past.atRisk());
        assertEquals(State.RUN_LATEST, past.state());
    }

    @Test
    void figuresThatMakeNoSenseAreRefused() {
        double nan = Double.NaN;
        assertThrows(IllegalArgumentException.class, () -> new BatchJob("a", nan, 0, 0));
        assertThrows(IllegalArgumentException.class, () -> new BatchJob("a", 1, -1, 0));
        assertThrows(IllegalArgumentException.class, () -> forecast(10, nan));
        assertThrows(IllegalArgumentException.class, () -> forecast(-1, 1));
        assertThrows(IllegalArgumentException.class, () -> forecast(10));
        assertThrows(IllegalArgumentException.class, () -> new LaneSettings(1, 0, Duration.ZERO));
        assertThrows(
                IllegalArgumentException.class,
                () -> new LaneSettings(1, 1, Duration.ofMillis(-1)));
    }

    @Property(tries = 200)
    void noOtherChoiceOfWholeUnitsIsCheaper(@ForAll long seed) {
        // Given up to 7 hours with room for one unit each, so that choices can be counted out
        SplittableRandom random = new SplittableRandom(seed);
        int hours = 1 + random.nextInt(7);
        double[] signal = random.doubles(hours, -5, 50).toArray();
        int[] dueAt = new int[hours + 1];
        List<BatchJob> jobs = new ArrayList<>();
        for (int i = 0; i < random.nextInt(1, 4); i++) {
            int deadline = 1 + random.nextInt(hours);
            dueAt[deadline]++;
            jobs.add(new BatchJob("j" + i, 1, 0, deadline * HOUR));
        }

        // When
        LanePlan plan = LanePlan.of(jobs, forecast(1, signal), EXACT);

        // Then
        double best = Double.POSITIVE_INFINITY;
        for (int choice = 0; choice < 1 << hours; choice++) {
            if (Integer.bitCount(choice) == jobs.size() && meets(choice, dueAt)) {
                double cost = 0;
                for (int hour = 0; hour < hours; hour++) {
                    cost += (choice >> hour & 1) * signal[hour];
                }
                best = Math.min(best, cost);
            }
        }
        assertEquals(best == Double.POSITIVE_INFINITY, !plan.atRisk().isEmpty());
        if (plan.atRisk().isEmpty()) {
            double cost = 0;
            for (int hour = 0; hour < hours; hour++) {
                cost += plan.work().get(hour) * signal[hour];
            }
            assertEquals(best, cost, 1e-9);
        }
    }

    private static boolean meets(int choice, int[] dueAt) {
        int due = 0;
        for (int hours = 1; hours < dueAt.length; hours++) {
            due += dueAt[hours];
            if (Integer.bitCount(choice & ((1 << hours) - 1)) < due) {
                return false;
            }
        }
        return true;
    }

    private static LaneForecast forecast(double headroom, double... signal) {
        double[] rooms = new double[signal.length];
        java.util.Arrays.fill(rooms, headroom);
        return new LaneForecast(0, HOUR, signal, rooms);
    }
}
