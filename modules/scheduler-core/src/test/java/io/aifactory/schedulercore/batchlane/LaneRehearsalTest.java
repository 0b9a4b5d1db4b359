package io.aifactory.schedulercore.batchlane;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aifactory.economics.carbon.Interpolation;
import io.aifactory.economics.carbon.SignalForecast;
import io.aifactory.economics.carbon.TimeSeries;
import io.aifactory.economics.carbon.TimeSeries.Point;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/**
 * A week of batches in a fluid model: work flows into what interactive load leaves free. The signal
 * repeats daily with noise, and only its past is known; sizes turn out other than declared.
 */
class LaneRehearsalTest {
    private static final long SLOT = 15 * 60_000;
    private static final int DAY = 96;
    private static final int DAYS = 7;

    /** Of the whole fleet in a slot. */
    private static final double FULL = 100;

    private static final class Batch {
        private final String id;
        private final double declared;
        private final int deadline;
        private double left;

        Batch(String id, double declared, double actual, int deadline) {
            this.id = id;
            this.declared = declared;
            this.left = actual;
            this.deadline = deadline;
        }
    }

    /**
     * @param grams signal × work
     * @param missed batches that were not done by their deadline
     */
    private record Outcome(double grams, int missed, double done) {}

    @Test
    void waitingForCleanHoursSavesAQuarterAndMissesNothing() {
        double now = 0;
        double waiting = 0;
        for (long seed = 1; seed <= 5; seed++) {
            Outcome atOnce = run(seed, false);
            Outcome lane = run(seed, true);
            assertEquals(0, atOnce.missed());
            assertEquals(0, lane.missed());
            assertEquals(atOnce.done(), lane.done(), 1e-6);
            now += atOnce.grams();
            waiting += lane.grams();
        }
        assertTrue(waiting <= 0.75 * now, waiting / now + " of the grams of running at once");
    }

    @Property(tries = 15)
    void noWeekMissesADeadlineThatRunningAtOnceMeets(@ForAll long seed) {
        if (run(seed, false).missed() == 0) {
            assertEquals(0, run(seed, true).missed());
        }
    }

    private static Outcome run(long seed, boolean waits) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] grams = grams(random);
        double[] free = free(random);
        List<Batch> coming = batches(random);
        List<Batch> open = new ArrayList<>();
        TimeSeries signal = series(grams);
        double sum = 0;
        double done = 0;
        int missed = 0;
        for (int slot = DAY; slot < DAYS * DAY; slot++) {
            while (!coming.isEmpty() && coming.getFirst().deadline - DAY <= slot) {
                open.add(coming.removeFirst());
            }
            double room =
                    waits ? Math.min(free[slot], wanted(slot, signal, free, open)) : free[slot];
            open.sort((a, b) -> Integer.compare(a.deadline, b.deadline));
            for (Iterator<Batch> batches = open.iterator(); batches.hasNext() && room > 0; ) {
                Batch batch = batches.next();
                double part = Math.min(room, batch.left);
                batch.left -= part;
                room -= part;
                sum += part * grams[slot];
                done += part;
                if (batch.left == 0) {
                    missed += slot + 1 > batch.deadline ? 1 : 0;
                    batches.remove();
                }
            }
        }
        return new Outcome(sum, missed + open.size(), done);
    }

    /** What the lane wants to do in this slot, from what can be known in it. */
    private static double wanted(int slot, TimeSeries signal, double[] free, List<Batch> open) {
        SignalForecast forecast = new SignalForecast(signal.until(slot * SLOT));
        double[] headroom = Arrays.copyOfRange(free, slot - DAY, slot);
        headroom[0] = free[slot];
        List<BatchJob> jobs =
                open.stream()
                        .map(b ->
                                new BatchJob(
                                        b.id,
                                        Math.max(b.left, 0.5 * b.declared),
                                        0.2 * b.declared,
                                        b.deadline * SLOT))
                        .toList();
        return LanePlan.of(
                        jobs,
                        new LaneForecast(
                                slot * SLOT,
                                SLOT,
                                forecast.slots(slot * SLOT, SLOT, DAY),
                                headroom),
                        LaneSettings.usual())
                .workNow();
    }

    /**
     * 400 g/kWh, half of it less when the sun shines, a fifth more in the evening; noise of 8 %.
     */
    private static double[] grams(SplittableRandom random) {
        double[] grams = new double[DAYS * DAY];
        for (int i = 0; i < grams.length; i++) {
            double hour = i % DAY / 4.0;
            double sun = Math.max(0, Math.sin(Math.PI * (hour - 7) / 11));
            double evening = Math.exp(-(hour - 19.5) * (hour - 19.5) / 4);
            grams[i] = 400 * (1 - 0.5 * sun + 0.2 * evening) * (1 + 0.08 * random.nextGaussian());
        }
        return grams;
    }

    /** Interactive load is highest in the afternoon, when the signal is not at its best. */
    private static double[] free(SplittableRandom random) {
        double[] free = new double[DAYS * DAY];
        for (int i = 0; i < free.length; i++) {
            double hour = i % DAY / 4.0;
            double busy = 0.45 + 0.3 * Math.sin(Math.PI * (hour - 9) / 12);
            free[i] = FULL * Math.max(0, 1 - busy * (1 + 0.1 * random.nextGaussian()));
        }
        return free;
    }

    /** Four batches a day with a day's time, together a sixth of what is free. */
    private static List<Batch> batches(SplittableRandom random) {
        List<Batch> batches = new ArrayList<>();
        for (int i = 0; i < 4 * (DAYS - 2); i++) {
            double declared = random.nextDouble(100, 300);
            double actual = declared * Math.exp(0.15 * random.nextGaussian());
            int arrival = DAY + i * DAY / 4 + random.nextInt(DAY / 4);
            batches.add(new Batch("b" + i, declared, actual, arrival + DAY));
        }
        return batches;
    }

    private static TimeSeries series(double[] grams) {
        List<Point> points = new ArrayList<>();
        for (int i = 0; i < grams.length; i++) {
            points.add(new Point(i * SLOT, grams[i]));
        }
        return TimeSeries.of(points, Interpolation.STEPS);
    }
}
