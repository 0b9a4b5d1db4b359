package io.aifactory.simulator.experiment.queueing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aifactory.economics.carbon.TimeSeries;
import io.aifactory.simulator.trace.Arrival;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

class DayTest {
    private static final long HOUR = Day.HOUR_MILLIS;

    @Test
    void anHourOfTheGridIsFourMinutesOfTheSimulation() {
        assertEquals(24 * HOUR, Day.millis(0));
        assertEquals(25 * HOUR, Day.millis(240_000_000_000L));
        assertEquals(240_000_000_000L, Day.nanos(25 * HOUR));
        assertEquals(60, Day.slotSeconds());
    }

    @Test
    void theGridIsCleanestAroundNoonAndUsersAreBusiestInTheAfternoon() {
        TimeSeries signal = new Day(1).signal().gramsPerKilowattHour();
        assertTrue(signal.mean(12 * HOUR, 13 * HOUR) < 0.6 * signal.mean(19 * HOUR, 20 * HOUR));
        assertEquals(0.1, Day.busy(3 * HOUR), 1e-12);
        assertEquals(1, Day.busy(15 * HOUR), 1e-12);
    }

    @Test
    void batchesHaveADayAndComeOnTheFirst() {
        List<Day.Batch> batches = new Day(1).batches(6, 10, 400, 300);
        assertEquals(6, batches.size());
        for (Day.Batch batch : batches) {
            assertEquals(24 * HOUR, batch.deadlineMillis() - batch.comesMillis());
            assertTrue(batch.comesMillis() >= 24 * HOUR && batch.comesMillis() < 48 * HOUR);
        }
    }

    @Test
    void requestsComeInOrderAndMostlyWhenUsersAreBusy() {
        List<Arrival> arrivals = new Day(1).interactive(0.5, 1_000, 200);
        assertEquals(
                arrivals,
                arrivals.stream().sorted(Comparator.comparingLong(Arrival::nanos)).toList());
        long night = arrivals.stream().filter(a -> hour(a) < 6).count();
        long day = arrivals.stream().filter(a -> hour(a) >= 12 && hour(a) < 18).count();
        assertTrue(day > 4 * night, day + " by day, " + night + " by night");
    }

    private static long hour(Arrival arrival) {
        return Day.millis(arrival.nanos()) / HOUR % 24;
    }
}
