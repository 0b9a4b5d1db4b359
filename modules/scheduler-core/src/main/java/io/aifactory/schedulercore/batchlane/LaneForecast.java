package io.aifactory.schedulercore.batchlane;

/** What is expected from now on, in slots of equal length. Immutable. */
public final class LaneForecast {
    /** A year of five-minute slots. */
    private static final int MOST_SLOTS = 105_408;

    private final long fromMillis;
    private final long slotMillis;
    private final double[] signal;
    private final double[] headroom;

    /**
     * @param fromMillis now, where the first slot begins; since the epoch
     * @param slotMillis length of a slot; positive
     * @param signal mean of each slot: grams of CO2 or money per kWh; may be negative
     * @param headroom work that each slot has room for beside interactive work; at least 0
     */
    public LaneForecast(long fromMillis, long slotMillis, double[] signal, double[] headroom) {
        int slots = signal.length;
        if (slots == 0 || slots > MOST_SLOTS || headroom.length != slots || slotMillis <= 0) {
            throw new IllegalArgumentException(
                    "%d values and %d headrooms in slots of %d ms; give 1 to %d of both and a positive length"
                            .formatted(slots, headroom.length, slotMillis, MOST_SLOTS));
        }
        for (int i = 0; i < slots; i++) {
            if (!Double.isFinite(signal[i])
                    || !(headroom[i] >= 0)
                    || !Double.isFinite(headroom[i])) {
                throw new IllegalArgumentException(
                        "slot %d has the signal %s and the headroom %s; give finite numbers, no headroom below 0"
                                .formatted(i, signal[i], headroom[i]));
            }
        }
        this.fromMillis = fromMillis;
        this.slotMillis = slotMillis;
        this.signal = signal.clone();
        this.headroom = headroom.clone();
    }

    long fromMillis() {
        return fromMillis;
    }

    long slotMillis() {
        return slotMillis;
    }

    int slots() {
        return signal.length;
    }

    double signal(int slot) {
        return signal[slot];
    }

    /** Work per millisecond. */
    double rate(int slot) {
        return headroom[slot] / slotMillis;
    }

    long startMillis(int slot) {
        return fromMillis + slot * slotMillis;
    }
}
