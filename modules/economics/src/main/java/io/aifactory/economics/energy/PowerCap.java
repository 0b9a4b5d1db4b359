package io.aifactory.economics.energy;

import io.aifactory.economics.step.StepTime;

/**
 * What a power cap does to a device: a lower clock, which stretches what is bound by arithmetic
 * (prompt tokens and their attention) and leaves what is bound by memory (decoding) as it is, since
 * memory keeps its clock. Dynamic power goes with {@code clock^exponent}.
 *
 * <p>A model, not a measurement. With 3 (power ∝ f · V², V ∝ f) a cap of 70 % stretches prompts by
 * 14 %; Splitwise's table (ISCA 2024) models 30 % for the same cap, which is an exponent of 1.54.
 *
 * @param idleWatts drawn whatever the clock
 * @param fullWatts drawn by arithmetic at full clock; above {@code idleWatts}
 * @param exponent of the clock; at least 1
 */
public record PowerCap(double idleWatts, double fullWatts, double exponent) {
    public PowerCap {
        EnergyLaw.requireNonNegative("idle watts", idleWatts);
        if (!(fullWatts > idleWatts) || Double.isInfinite(fullWatts)) {
            throw new IllegalArgumentException(
                    "full power must be above %s W idle, not %s W".formatted(idleWatts, fullWatts));
        }
        if (!(exponent >= 1) || Double.isInfinite(exponent)) {
            throw new IllegalArgumentException("the exponent is at least 1, not " + exponent);
        }
    }

    /**
     * Clock under a cap, as a share of the full one; in (0, 1].
     *
     * @param capWatts above {@link #idleWatts}; a cap above {@link #fullWatts} changes nothing
     */
    public double clock(double capWatts) {
        if (!(capWatts > idleWatts)) {
            throw new IllegalArgumentException(
                    "a cap of %s W leaves nothing above %s W idle; raise it"
                            .formatted(capWatts, idleWatts));
        }
        return capWatts >= fullWatts
                ? 1
                : Math.pow((capWatts - idleWatts) / (fullWatts - idleWatts), 1 / exponent);
    }

    /** Step times under a cap: arithmetic takes longer, the rest as long as before. */
    public StepTime capped(StepTime full, double capWatts) {
        double clock = clock(capWatts);
        return new StepTime(
                full.stepNanos(),
                full.decodeNanos(),
                full.prefillNanos() / clock,
                full.kvTokenNanos(),
                full.pairNanos() / clock,
                full.chunkNanos());
    }

    /**
     * Energy under a cap: a prompt token takes {@code 1 / clock} as long at {@code idle + dynamic ·
     * clock^exponent}. Decoding draws less than caps of practice and keeps its energy.
     */
    public EnergyLaw capped(EnergyLaw full, double capWatts) {
        double clock = clock(capWatts);
        double idle = idleWatts / fullWatts;
        double factor = (idle + (1 - idle) * Math.pow(clock, exponent)) / clock;
        return new EnergyLaw(full.stepJoules(), full.decodeJoules(), full.prefillJoules() * factor);
    }
}
