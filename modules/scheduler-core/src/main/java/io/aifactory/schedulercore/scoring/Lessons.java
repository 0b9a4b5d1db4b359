package io.aifactory.schedulercore.scoring;

import io.aifactory.economics.step.StepContent;
import io.aifactory.schedulercore.engine.EngineModel;
import io.aifactory.schedulercore.engine.StepLaw;
import io.aifactory.schedulercore.load.OutputLengths;
import io.aifactory.schedulercore.routing.RoutingEvent;
import org.jspecify.annotations.Nullable;

/** What is known of workers and of the requests on them, learned from what happens there. */
final class Lessons {
    private static final double NANOS_PER_MILLI = 1e6;

    private final EngineModel engines;
    private final Mirrors mirrors = new Mirrors(new OutputLengths());
    private final Experience experience = new Experience();

    /**
     * @param engines learns here what steps take
     */
    Lessons(EngineModel engines) {
        this.engines = engines;
    }

    Mirrors mirrors() {
        return mirrors;
    }

    Experience experience() {
        return experience;
    }

    StepLaw law(String workerId) {
        return engines.of(workerId);
    }

    void stepped(RoutingEvent.StepObserved step) {
        StepContent content = step.content();
        engines.observe(step.workerId(), content, step.nanos(), step.joules());
        mirrors.of(step.workerId()).stepped(content);
        int decoding = content.decodeSequences();
        if (decoding > 0) {
            experience.stepped(
                    decoding,
                    law(step.workerId()).decodeMillis(decoding, (double) content.kvTokens()));
        }
    }

    /** The request, if it was there. */
    @Nullable LiveRequest finished(RoutingEvent.Finished end) {
        LiveRequest request = mirrors.ended(end.requestId(), end.outputTokens());
        if (request != null && request.started && end.outputTokens() > 1) {
            double millis = (end.nowNanos() - request.firstNanos) / NANOS_PER_MILLI;
            if (millis > 0) {
                experience.finished(end.outputTokens(), millis);
            }
        }
        return request;
    }

    void gone(String workerId) {
        mirrors.gone(workerId);
        engines.forget(workerId);
    }
}
