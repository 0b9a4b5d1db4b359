package io.aifactory.simulator.elastic;

import io.aifactory.economics.step.StepContent;
import io.aifactory.schedulercore.planning.FleetView;
import io.aifactory.schedulercore.planning.FleetView.Draining;
import io.aifactory.schedulercore.planning.FleetView.Ready;
import io.aifactory.schedulercore.planning.FleetView.Starting;
import io.aifactory.schedulercore.planning.FleetView.Worker;
import io.aifactory.schedulercore.planning.LoadWindow;
import io.aifactory.schedulercore.planning.PlanAction;
import java.util.List;

/**
 * The reactive planner as Dynamo's load mode has it, in a re-implementation of ours: every five
 * seconds a worker more if every worker's time to first token or time between tokens is above the
 * target, one fewer if both are below four fifths of it for every worker after the load of N was
 * laid on N − 1; one at a time, and nothing while an action is pending.
 *
 * <p>Where theirs is estimated by regression, here it is taken from the steps themselves, and a
 * worker is drained and not killed: both in its favour.
 */
public final class ReactiveControl implements FleetControl {
    private static final long EVERY = 5_000_000_000L;
    private static final long MEAN_OVER = 60_000_000_000L;
    private static final double DOWN = 0.8;
    private static final double NANOS_PER_MILLI = 1e6;

    private final ElasticSetup setup;
    private final double target;
    private final int leastWorkers;
    private final int mostWorkers;

    /**
     * @param target share of the promised times that counts as reached: 1 is theirs, less scales up
     *     earlier
     * @param leastWorkers at least 1: it does not go to zero
     */
    public ReactiveControl(ElasticSetup setup, double target, int leastWorkers, int mostWorkers) {
        this.setup = setup;
        this.target = target;
        this.leastWorkers = leastWorkers;
        this.mostWorkers = mostWorkers;
    }

    @Override
    public long everyNanos() {
        return EVERY;
    }

    @Override
    public void control(ElasticFleet fleet, long nowNanos) {
        FleetView view = fleet.view();
        for (Worker worker : view.workers()) {
            if (worker.phase() instanceof Draining draining && draining.inFlight() == 0) {
                fleet.apply(new PlanAction.Stop(worker.id()));
            }
        }
        List<Worker> ready =
                view.workers().stream().filter(w -> w.phase() instanceof Ready).toList();
        double[] steps = ready.stream().mapToDouble(w -> fleet.takeMeanStepNanos(w.id())).toArray();
        boolean pending =
                view.workers().stream()
                        .anyMatch(w ->
                                w.phase() instanceof Starting || w.phase() instanceof Draining);
        if (pending || nowNanos == 0 || ready.isEmpty()) {
            return;
        }
        double prompt = meanPrompt(fleet, nowNanos);
        boolean allAboveFirst = true;
        boolean allAboveNext = true;
        boolean allBelow = true;
        double more = (double) ready.size() / Math.max(1, ready.size() - 1);
        for (int i = 0; i < steps.length; i++) {
            double queued = fleet.pendingPromptTokens(ready.get(i).id());
            double ttft = firstToken(queued + prompt, steps[i]);
            allAboveFirst &= ttft > target * setup.goal().ttftMillis();
            allAboveNext &= steps[i] / NANOS_PER_MILLI > target * setup.goal().itlMillis();
            double base = setup.engine(setup.point()).time().stepNanos();
            double fuller = base + Math.max(0, steps[i] - base) * more;
            allBelow &=
                    firstToken(queued * more + prompt, fuller)
                                    < DOWN * target * setup.goal().ttftMillis()
                            && fuller / NANOS_PER_MILLI < DOWN * target * setup.goal().itlMillis();
        }
        // who waits at the door is in no worker's queue, and nobody has room
        allAboveFirst |= view.waiting() > 0;
        if ((allAboveFirst || allAboveNext) && ready.size() < mostWorkers) {
            fleet.apply(new PlanAction.Start(setup.point()));
        } else if (allBelow && view.waiting() == 0 && ready.size() > leastWorkers) {
            fleet.apply(new PlanAction.Drain(ready.getLast().id()));
        }
    }

    /** Milliseconds of the chunks of all prompts before and of this one. */
    private double firstToken(double tokens, double stepNanos) {
        ElasticEngine engine = setup.engine(setup.point());
        int chunk = engine.tokensPerStep();
        double chunks = Math.ceil(tokens / chunk);
        double full = engine.time().nanos(new StepContent(0, chunk, 0));
        return chunks * Math.max(full, stepNanos) / NANOS_PER_MILLI;
    }

    private static double meanPrompt(ElasticFleet fleet, long nowNanos) {
        return fleet.arrivals().last(MEAN_OVER, nowNanos).requests().stream()
                .mapToInt(LoadWindow.Request::promptTokens)
                .average()
                .orElse(0);
    }
}
