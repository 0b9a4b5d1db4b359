package io.aifactory.schedulercore.engine;

import io.aifactory.economics.step.StepContent;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What the steps of each worker take, learned from its reports. Each worker has a law of its own
 * and each kind of workers has one; a worker of which little is known goes by its kind's. Not
 * thread-safe.
 */
public final class EngineModel {
    /** Steps after which a worker goes by its own law. */
    static final int OWN_AFTER = 200;

    private static final class Page {
        private final StepLaw own = new StepLaw();
        private final StepLaw kind;
        private final StepCheck check = new StepCheck();
        private boolean unlikeItsKind;

        private Page(StepLaw kind) {
            this.kind = kind;
            own.startFrom(kind);
        }
    }

    private final UnaryOperator<String> kindOf;
    private final Map<String, Page> workers = new HashMap<>();
    private final Map<String, StepLaw> kinds = new HashMap<>();
    private final Map<Rejection, Long> rejections = new EnumMap<>(Rejection.class);

    /**
     * @param kindOf says what kind a worker is of: same device, model and settings
     */
    public EngineModel(UnaryOperator<String> kindOf) {
        this.kindOf = kindOf;
    }

    /** All workers are alike until they have shown otherwise. */
    public EngineModel() {
        this(worker -> "");
    }

    /**
     * Learns from one step.
     *
     * @param nanos that it took
     * @param joules that it used; NaN where no meter says
     * @return why nothing, or not all, was learned; empty if all was
     */
    public Optional<Rejection> observe(
            String workerId, StepContent content, long nanos, double joules) {
        Page page = page(workerId);
        Optional<Rejection> rejected = page.check.judge(content, nanos, law(page));
        if (page.check.hasChanged()) {
            page.own.doubt();
            page.unlikeItsKind = true;
        }
        if (rejected.isEmpty()) {
            page.own.learn(content, nanos);
            if (!page.unlikeItsKind) {
                page.kind.learn(content, nanos);
            }
            if (joules > 0 && Double.isFinite(joules)) {
                page.own.learnEnergy(content, joules);
                if (!page.unlikeItsKind) {
                    page.kind.learnEnergy(content, joules);
                }
            } else if (joules < 0 || Double.isInfinite(joules)) {
                rejected = Optional.of(Rejection.NO_ENERGY);
            }
        }
        rejected.ifPresent(why -> rejections.merge(why, 1L, Long::sum));
        return rejected;
    }

    /** What is known of a worker's steps, its own or its kind's. */
    public StepLaw of(String workerId) {
        return law(page(workerId));
    }

    /** The worker is gone; what its kind learned from it stays. */
    public void forget(String workerId) {
        workers.remove(workerId);
    }

    /** How many reports taught nothing, by reason. */
    public long rejected(Rejection why) {
        return rejections.getOrDefault(why, 0L);
    }

    private static StepLaw law(Page page) {
        return page.unlikeItsKind || page.own.observations() >= OWN_AFTER ? page.own : page.kind;
    }

    private Page page(String workerId) {
        Page known = workers.get(workerId);
        if (known != null) {
            return known;
        }
        return Objects.requireNonNull(
                workers.computeIfAbsent(
                        workerId,
                        id ->
                                new Page(
                                        Objects.requireNonNull(
                                                kinds.computeIfAbsent(
                                                        kindOf.apply(id), k -> new StepLaw())))));
    }
}
