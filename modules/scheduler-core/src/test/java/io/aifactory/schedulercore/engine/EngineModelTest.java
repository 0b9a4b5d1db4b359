package io.aifactory.schedulercore.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aifactory.economics.step.StepContent;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class EngineModelTest {
    private static final double NO_METER = Double.NaN;
    private static final long SEED = 3;

    private final Random random = new Random(SEED);
    private final EngineModel engines = new EngineModel();

    @Test
    void aMachineThatWaitsForMemoryOrForArithmeticIsKnownToAFewPercent() {
        // Given: a roofline, which is no linear function of what is in a step
        learn("a", 2_000, 1);

        // Then
        StepLaw law = engines.of("a");
        assertEquals(rooflineMillis(20, 0, 200_000), law.decodeMillis(20, 200_000), 0.5);
        assertEquals(
                rooflineMillis(10, 2_000, 100_000),
                law.prefillMillis(1, 2_000, 4_000_000, 10, 100_000),
                0.05 * rooflineMillis(10, 2_000, 100_000));
        assertTrue(law.decodeSpread(20, 200_000) < 0.05);
    }

    @Test
    void aWorkerThatHasJustStartedIsTakenToBeLikeTheOthersOfItsKind() {
        // Given: one fast and one slow kind
        EngineModel kinds = new EngineModel(id -> id.substring(0, 4));
        for (int i = 0; i < 300; i++) {
            kinds.observe("fast-1", decode(i), 10_000_000 + i, NO_METER);
            kinds.observe("slow-1", decode(i), 40_000_000 + i, NO_METER);
        }

        // Then
        assertEquals(10, kinds.of("fast-2").decodeMillis(4, 1_000), 0.1);
        assertEquals(40, kinds.of("slow-2").decodeMillis(4, 1_000), 0.1);

        // When: it turns out to be different
        for (int i = 0; i < EngineModel.OWN_AFTER; i++) {
            kinds.observe("fast-2", decode(i), 15_000_000 + i, NO_METER);
        }

        // Then
        assertEquals(15, kinds.of("fast-2").decodeMillis(4, 1_000), 0.1);
        assertEquals(10, kinds.of("fast-1").decodeMillis(4, 1_000), 0.1);
    }

    @Test
    void energyIsLearnedWhereThereIsAMeter() {
        // Given: 11.5 J for a step, 0.2 J for a sequence, 0.08 J for a prompt token
        for (int i = 0; i < 500; i++) {
            StepContent content = new StepContent(i % 30, i % 3 == 0 ? 100 + i : 0, 1_000L * i);
            double joules = 11.5 + 0.2 * content.decodeSequences() + 0.08 * content.prefillTokens();
            engines.observe("a", content, 10_000_000 + i, joules);
        }

        // Then
        assertEquals(13.5, engines.of("a").joules(10, 0, 5_000), 0.05);
        assertEquals(93.5, engines.of("a").joules(10, 1_000, 5_000), 0.5);
        assertEquals(0, new EngineModel().of("b").joules(10, 1_000, 5_000));
    }

    @Test
    void timesThatCannotBeTrueTeachNothingAndAreCounted() {
        // Given
        learn("a", 300, 1);
        double before = engines.of("a").decodeMillis(8, 80_000);

        // Then
        assertRejected(Rejection.NO_TIME, new StepContent(8, 0, 80_000), 0, 1);
        assertRejected(Rejection.NO_TIME, new StepContent(8, 0, 80_000), -5, 1);
        assertRejected(Rejection.EMPTY_STEP, new StepContent(0, 0, 0), 1_000_000, 1);
        assertRejected(Rejection.CLOCK_JUMP, new StepContent(8, 0, 80_000), Long.MAX_VALUE, 1);
        assertRejected(Rejection.CLOCK_JUMP, new StepContent(8, 0, 80_000), 900_000_000_000L, 1);
        assertRejected(Rejection.CLOCK_JUMP, new StepContent(8, 0, 80_000), 2_000_000_000L, 1);
        assertRejected(Rejection.CLOCK_JUMP, new StepContent(8, 0, 80_000), 1_000, 1);
        assertEquals(2, engines.rejected(Rejection.NO_TIME));
        assertEquals(4, engines.rejected(Rejection.CLOCK_JUMP));
        assertEquals(before, engines.of("a").decodeMillis(8, 80_000));
    }

    @Test
    void energiesThatCannotBeTrueDoNotSpoilTheTime() {
        // When
        assertRejected(Rejection.NO_ENERGY, new StepContent(8, 0, 80_000), 13_000_000, -1);
        assertRejected(
                Rejection.NO_ENERGY,
                new StepContent(8, 0, 80_000),
                13_000_001,
                Double.POSITIVE_INFINITY);

        // Then
        assertEquals(2, engines.of("a").observations());
        assertEquals(0, engines.of("a").joules(8, 0, 80_000));
    }

    @Test
    void aClockThatStandsStillIsNoticed() {
        // When: different steps take the same time to the nanosecond
        List<Optional<Rejection>> verdicts =
                java.util.stream.IntStream.range(0, 20)
                        .mapToObj(i -> engines.observe("a", decode(i), 13_000_000, NO_METER))
                        .toList();

        // Then: the seventeenth is the sixteenth repetition
        assertTrue(verdicts.subList(0, 16).stream().allMatch(Optional::isEmpty));
        assertTrue(
                verdicts.subList(16, 20).stream()
                        .allMatch(v -> v.equals(Optional.of(Rejection.FROZEN))));
    }

    @Test
    void eightJumpsInARowAreAChangeOfTheWorker() {
        // Given
        learn("a", 500, 1);

        // When
        learn("a", 300, 50);

        // Then
        assertEquals(7, engines.rejected(Rejection.CLOCK_JUMP));
        assertEquals(
                50 * rooflineMillis(10, 0, 100_000),
                engines.of("a").decodeMillis(10, 100_000),
                0.1 * 50 * rooflineMillis(10, 0, 100_000));
    }

    @Property(tries = 30)
    void noReportMakesForecastsNegativeOrNotANumber(
            @ForAll @Size(max = 60) List<Long> nanos,
            @ForAll @Size(min = 1, max = 10) List<Double> joules,
            @ForAll @IntRange(max = 5_000) int prefill) {
        // When
        EngineModel model = new EngineModel();
        for (int i = 0; i < nanos.size(); i++) {
            StepContent content = new StepContent(i % 7, i % 2 * prefill, 37L * i * prefill);
            model.observe("a", content, nanos.get(i), joules.get(i % joules.size()));
        }

        // Then
        StepLaw law = model.of("a");
        assertTrue(law.decodeMillis(5, 1e6) > 0);
        assertTrue(law.prefillMillis(2, 4_000, 1e7, 5, 1e6) > 0);
        assertTrue(law.joules(5, 100, 1e6) >= 0);
        assertTrue(law.decodeSpread(5, 1e6) >= 0);
        assertTrue(law.prefillSpread(100, 1e4, 5, 1e6) >= 0);
    }

    private void assertRejected(Rejection why, StepContent content, long nanos, double joules) {
        assertEquals(Optional.of(why), engines.observe("a", content, nanos, joules));
    }

    private void learn(String worker, int steps, double factor) {
        for (int i = 0; i < steps; i++) {
            int sequences = 1 + random.nextInt(40);
            int prefill = i % 3 == 0 ? 200 + random.nextInt(1_800) : 0;
            long kv = 10_000L * sequences + random.nextInt(50_000);
            long pairs = 2_000L * prefill;
            double millis = factor * rooflineMillis(sequences, prefill, (double) kv);
            engines.observe(
                    worker,
                    new StepContent(sequences, prefill, kv, pairs),
                    Math.round(millis * 1e6),
                    NO_METER);
        }
    }

    /** As in the reference, section 6, without the pairs. */
    private static double rooflineMillis(int sequences, int prefill, double kvTokens) {
        double compute = 2 * 32.8e9 * (prefill + sequences) / (2 * 989e12 * 0.55);
        double memory = (2 * 32.8e9 + 262_144 * kvTokens) / (2 * 4.8e12 * 0.75);
        return 3.5 + 1e3 * (Math.max(compute, memory) + 0.15 * Math.min(compute, memory));
    }

    private static StepContent decode(int i) {
        return new StepContent(1 + i % 8, 0, 100L * i);
    }
}
