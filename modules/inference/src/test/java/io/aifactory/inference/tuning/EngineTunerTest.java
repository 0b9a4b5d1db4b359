package io.aifactory.inference.tuning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aifactory.contracts.Digest;
import io.aifactory.contracts.worker.Slo;
import io.aifactory.inference.model.ModelTask;
import io.aifactory.inference.model.PreparedModel;
import io.aifactory.inference.testing.ByteTokenizer;
import io.aifactory.inference.testing.FakeEngine;
import io.aifactory.languagemodel.ModelFiles;
import io.aifactory.languagemodel.ModelFormatException;
import io.aifactory.languagemodel.Precision;
import io.aifactory.languagemodel.inference.InferenceEngine;
import io.aifactory.tokenization.template.ChatTemplateSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EngineTunerTest {
    private static final long MILLI = 1_000_000;

    /** A device on which a step takes so many milliseconds in each precision, whatever is in it. */
    private static final class Machine implements EnginePorts {
        final Map<Precision, Long> stepMillis = new EnumMap<>(Precision.class);
        final Set<Precision> multiplied = EnumSet.allOf(Precision.class);
        final Set<Precision> refused = EnumSet.noneOf(Precision.class);
        final List<Precision> loaded = new ArrayList<>();
        final List<FakeEngine> engines = new ArrayList<>();
        int threads = 2;
        boolean threadsDisturb;
        long now;

        Machine() {
            stepMillis.put(Precision.F32, 40L);
            stepMillis.put(Precision.BF16, 20L);
            stepMillis.put(Precision.INT8, 10L);
            stepMillis.put(Precision.INT4, 12L);
        }

        @Override
        public InferenceEngine load(PreparedModel model) {
            assertTrue(engines.stream().allMatch(FakeEngine::closed), "two at once");
            loaded.add(model.precision());
            if (refused.contains(model.precision())) {
                throw new ModelFormatException("no such shape in " + model.precision());
            }
            FakeEngine engine = new FakeEngine(4, 128, FakeEngine::letter);
            engine.beforeStep(_ -> now += step(model.precision()));
            engines.add(engine);
            return engine;
        }

        private long step(Precision precision) {
            long millis = stepMillis.getOrDefault(precision, 0L);
            return MILLI * millis * (threadsDisturb ? threads : 1);
        }

        @Override
        public boolean multiplies(Precision precision) {
            return multiplied.contains(precision);
        }

        @Override
        public void useThreads(int count) {
            threads = count;
        }
    }

    private final Machine machine = new Machine();

    @Test
    void withoutAnSloAModelIsLoadedOnceAndMeasured() {
        TunedEngine tuned = tune(Optional.empty());

        assertEquals(List.of(Precision.F32), machine.loaded);
        assertTrue(tuned.calibrated().isEnough());
        assertEquals(OptionalInt.empty(), tuned.point().threads());
        assertEquals(Optional.empty(), tuned.promisedItl());
        assertEquals(List.of(), tuned.model().alternatives());
    }

    @Test
    void theFirstWidthThatKeepsTheSloIsTheLastThatIsLoaded() {
        TunedEngine tuned = tune(itl(30));

        assertEquals(List.of(Precision.F32, Precision.BF16), machine.loaded);
        assertEquals(Precision.BF16, tuned.model().precision());
        assertEquals("", tuned.point().shortfall());
        assertEquals(Optional.of(Duration.ofMillis(30)), tuned.promisedItl());
        assertFalse(machine.engines.getLast().closed());
    }

    @Test
    void ifNoneKeepsItTheFastestIsLoadedAgain() {
        TunedEngine tuned = tune(itl(5));

        assertEquals(
                List.of(
                        Precision.F32,
                        Precision.BF16,
                        Precision.INT8,
                        Precision.INT4,
                        Precision.INT8),
                machine.loaded);
        assertEquals(Precision.INT8, tuned.model().precision());
        assertTrue(
                tuned.point().shortfall().contains("10.0 ms between tokens (at most 5 ms)"),
                tuned.point()::shortfall);
    }

    @Test
    void widthsThatTheProcessorOrTheModelHasNotAreLeftOut() {
        machine.multiplied.remove(Precision.BF16);
        machine.refused.add(Precision.INT8);

        TunedEngine tuned = tune(itl(15));

        assertEquals(List.of(Precision.F32, Precision.INT8, Precision.INT4), machine.loaded);
        assertEquals(Precision.INT4, tuned.model().precision());
    }

    @Test
    void aModelThatCannotBeHadAtAllSaysWhy() {
        machine.refused.addAll(EnumSet.allOf(Precision.class));

        ModelFormatException refusal =
                assertThrows(ModelFormatException.class, () -> tune(itl(15)));

        assertEquals("no such shape in F32", refusal.getMessage());
    }

    @Test
    void threadsThatDisturbEachOtherAreLeftOut() {
        machine.threadsDisturb = true;

        EngineTuner tuner =
                tuner(
                        new TuningSettings(
                                Optional.empty(), 64, Duration.ofSeconds(2), List.of(1, 2)));
        TunedEngine tuned = tuner.load(model());

        assertEquals(OptionalInt.of(1), tuned.point().threads());
        assertEquals(1, machine.threads);
        assertEquals(40.0 * MILLI, tuned.calibrated().time().stepNanos(), 1.0 * MILLI);
        String other =
                tuner.beside(() -> {
                    machine.threads = 2; // as loading something else leaves it
                    return "another engine";
                });
        assertEquals("another engine", other);
        assertEquals(1, machine.threads);
    }

    @Test
    void anEngineThatFailsWhileItIsMeasuredIsClosed() {
        machine.stepMillis.remove(Precision.F32);
        var failing =
                new EnginePorts() {
                    @Override
                    public InferenceEngine load(PreparedModel model) {
                        InferenceEngine engine = machine.load(model);
                        machine.engines
                                .getLast()
                                .beforeStep(_ -> {
                                    throw new IllegalStateException("no device");
                                });
                        return engine;
                    }

                    @Override
                    public boolean multiplies(Precision precision) {
                        return true;
                    }

                    @Override
                    public void useThreads(int threads) {}
                };

        assertThrows(
                IllegalStateException.class,
                () ->
                        new EngineTuner(settings(Optional.empty()), failing, () -> machine.now)
                                .load(model()));

        assertTrue(machine.engines.getFirst().closed());
    }

    @Test
    void anSloCannotBeChosenByWithoutMeasuring() {
        assertThrows(
                IllegalArgumentException.class,
                () -> new TuningSettings(itl(5), 64, Duration.ZERO, List.of()));
    }

    private TunedEngine tune(Optional<Slo> slo) {
        return tuner(settings(slo)).load(model());
    }

    private EngineTuner tuner(TuningSettings settings) {
        return new EngineTuner(settings, machine, () -> machine.now);
    }

    private static TuningSettings settings(Optional<Slo> slo) {
        return new TuningSettings(slo, 64, Duration.ofSeconds(2), TuningSettings.NO_CHOICE);
    }

    private static Optional<Slo> itl(long millis) {
        return Optional.of(
                new Slo(Optional.empty(), Optional.of(Duration.ofMillis(millis)), 1, 32));
    }

    private static PreparedModel model() {
        return new PreparedModel(
                        "m",
                        Digest.of(new byte[0]),
                        ModelFiles.of(Map.of()),
                        new ModelTask.Generates(FakeEngine.config(128)),
                        new ByteTokenizer(),
                        new byte[0],
                        ChatTemplateSource.none())
                .in(WidthChoice.BY_FIDELITY);
    }
}
