package io.aifactory.inference.tuning;

import io.aifactory.contracts.worker.Slo;
import io.aifactory.inference.model.OperatingPoint;
import io.aifactory.inference.model.PreparedModel;
import io.aifactory.inference.tuning.WidthChoice.Candidate;
import io.aifactory.languagemodel.ModelFormatException;
import io.aifactory.languagemodel.Precision;
import io.aifactory.languagemodel.inference.InferenceEngine;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Loads a model, measures it, and with an SLO loads it in the next width where the first does not
 * keep that: one after the other, so that never more than one is in memory. To be called on the
 * thread that owns the device.
 */
public final class EngineTuner {
    private static final Logger LOG = Logger.getLogger(EngineTuner.class);

    private final TuningSettings settings;
    private final EnginePorts ports;
    private final LongSupplier nanoTime;
    private OptionalInt threads = OptionalInt.empty();

    /**
     * @param nanoTime monotonic, in nanoseconds
     */
    public EngineTuner(TuningSettings settings, EnginePorts ports, LongSupplier nanoTime) {
        this.settings = settings;
        this.ports = ports;
        this.nanoTime = nanoTime;
    }

    /**
     * @param model in its first precision, with those that may follow
     * @throws ModelFormatException or another exception if it cannot be loaded; nothing is in
     *     memory then
     */
    public TunedEngine load(PreparedModel model) {
        Optional<Slo> slo = settings.slo();
        return slo.isPresent() ? forSlo(slo.get(), model) : measured(model.in(model.precision()));
    }

    /**
     * Loads something else beside the model that was loaded last, which keeps its threads.
     *
     * @param loading on the calling thread
     */
    public <E> E beside(Supplier<E> loading) {
        E loaded = loading.get();
        threads.ifPresent(ports::useThreads);
        return loaded;
    }

    private TunedEngine forSlo(Slo slo, PreparedModel model) {
        List<Candidate> candidates = new ArrayList<>();
        Optional<TunedEngine> present = Optional.empty();
        Optional<ModelFormatException> refusal = Optional.empty();
        for (Precision precision : widths(model)) {
            if (WidthChoice.meeting(candidates, slo, settings.stepTokens()).isPresent()) {
                break;
            }
            present.ifPresent(engine -> engine.engine().close());
            present = Optional.empty();
            try {
                TunedEngine next = measured(model.in(precision));
                present = Optional.of(next);
                candidates.add(new Candidate(precision, next.calibrated().time()));
            } catch (ModelFormatException e) {
                LOG.infof("'%s' cannot be had in %s: %s", model.name(), precision, e.getMessage());
                refusal = refusal.or(() -> Optional.of(e));
            }
        }
        if (candidates.isEmpty()) {
            throw refusal.orElseThrow();
        }
        WidthChoice choice = WidthChoice.best(candidates, slo, settings.stepTokens());
        Optional<TunedEngine> chosen =
                present.filter(engine -> engine.model().precision() == choice.precision());
        if (chosen.isEmpty()) {
            present.ifPresent(engine -> engine.engine().close());
        }
        String words = SloWords.of(slo, choice);
        LOG.infof("'%s' %s", model.name(), words);
        return chosen.orElseGet(() -> measured(model.in(choice.precision())))
                .promising(slo.itl(), choice.meets() ? "" : words);
    }

    private List<Precision> widths(PreparedModel model) {
        List<Precision> widths = new ArrayList<>(List.of(model.precision()));
        model.alternatives().stream().filter(ports::multiplies).forEach(widths::add);
        return widths;
    }

    private TunedEngine measured(PreparedModel model) {
        InferenceEngine engine = ports.load(model);
        try {
            threads = chooseThreads(model, engine);
            Calibrated calibrated =
                    Calibration.run(
                            engine, settings.stepTokens(), settings.calibration(), nanoTime);
            return new TunedEngine(
                    model, engine, calibrated, new OperatingPoint(threads, ""), Optional.empty());
        } catch (RuntimeException | Error e) {
            engine.close();
            throw e;
        }
    }

    private OptionalInt chooseThreads(PreparedModel model, InferenceEngine engine) {
        if (settings.threads().size() < 2 || settings.calibration().isZero()) {
            return OptionalInt.empty();
        }
        List<ThreadChoice.Trial> trials =
                ThreadTrial.run(
                        engine,
                        settings.threads(),
                        ports::useThreads,
                        settings.calibration(),
                        nanoTime);
        int chosen = ThreadChoice.of(trials);
        ports.useThreads(chosen);
        LOG.infof(
                "'%s' in %s gets %d threads: %s",
                model.name(), model.precision(), chosen, ThreadChoice.describe(trials));
        return OptionalInt.of(chosen);
    }
}
