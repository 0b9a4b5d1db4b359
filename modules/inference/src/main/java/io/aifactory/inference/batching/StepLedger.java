package io.aifactory.inference.batching;

import io.aifactory.economics.cost.EnergyTap;
import io.aifactory.economics.cost.StepEnergy;
import java.util.Arrays;
import java.util.List;

/** What steps take, and who pays for them. Owned by the device's thread. */
final class StepLedger {
    private final StepPace pace;
    private final Speculation speculation;
    private final EnergyTap energy;
    private final double baseShare;
    private long lastEnd;
    private boolean streaming;

    /**
     * @param baseShare part of a step's energy that its sequences share evenly, in [0, 1]
     */
    StepLedger(StepPace pace, Speculation speculation, EnergyTap energy, double baseShare) {
        this.pace = pace;
        this.speculation = speculation;
        this.energy = energy;
        this.baseShare = baseShare;
    }

    /**
     * A step is done.
     *
     * @return nanoseconds that it took
     */
    long landed(Flight flight, long end) {
        // one that was begun early has waited for the one before
        long start = flight.ahead() ? Math.max(flight.start(), lastEnd) : flight.start();
        long nanos = end - start;
        pace.observe(flight.tally().content(), nanos, streaming ? end - lastEnd : nanos);
        flight.tally().teach(speculation, nanos);
        lastEnd = end;
        return nanos;
    }

    /** Whether somebody waits for another token now. */
    void streaming(boolean now) {
        streaming = now;
    }

    /**
     * Splits the energy since the last step between the sequences whose parts count. What was
     * computed for nothing is paid by the others; with no others it is nobody's.
     *
     * @param work tokens of each part, 0 for one that does not count
     * @return all of it, in nanojoules
     */
    long charge(List<Flight.Part> parts, int[] work) {
        long nanojoules = energy.draw();
        int[] counting = Arrays.stream(work).filter(tokens -> tokens > 0).toArray();
        if (counting.length == 0) {
            return nanojoules;
        }
        long[] shares = StepEnergy.split(nanojoules, baseShare, counting);
        int next = 0;
        for (int i = 0; i < work.length; i++) {
            if (work[i] > 0) {
                parts.get(i).sequence().charge(shares[next++]);
            }
        }
        return nanojoules;
    }

    /** Whether energy is reckoned and not measured. */
    boolean estimated() {
        return energy.estimated();
    }
}
