package io.aifactory.simulator.split;

import io.aifactory.economics.step.StepContent;
import io.aifactory.schedulercore.disaggregation.SplitQuestion;
import io.aifactory.schedulercore.disaggregation.SplitRule;
import io.aifactory.schedulercore.routing.Candidate;
import io.aifactory.schedulercore.routing.LeastLoaded;
import io.aifactory.schedulercore.routing.RequestFeatures;
import io.aifactory.schedulercore.routing.Router;
import io.aifactory.schedulercore.routing.RoutingEvent;
import io.aifactory.simulator.Requests;
import io.aifactory.simulator.Run;
import io.aifactory.simulator.WorkerPool;
import io.aifactory.simulator.engine.SimulatedSequence;
import io.aifactory.simulator.engine.SimulatedWorker;
import io.aifactory.simulator.split.Transfers.Transfer;
import io.aifactory.simulator.trace.Arrival;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * One run of one rule over one trace. A router chooses who will decode a request; who would compute
 * its prompt is the prefill worker with the fewest prompt tokens to compute, this one's included;
 * and the rule says which of the two does. A prompt that is computed elsewhere waits in the other
 * worker's queue; then those of its keys and values that the decoding worker does not hold are
 * sent, and it joins the queue there, where its last token is computed again for its logits and its
 * first token is made, as in vLLM. What is sent waits outside both caches, and transfers do not
 * slow each other down. Used once; not thread-safe.
 */
public final class SplitSimulation {
    private final SplitScenario scenario;
    private final SplitRule rule;
    private final Requests requests;
    private final WorkerPool decode;
    private final List<WorkerPool> prefill = new ArrayList<>();
    private final Transfers transfers = new Transfers();
    private final OpenPrompts open = new OpenPrompts();
    private final Map<Integer, HandOver> handOvers = new HashMap<>();
    private int remotePrompts;

    private record HandOver(String decoder, Arrival arrival, int tokens) {}

    private SplitSimulation(
            SplitScenario scenario, Router router, SplitRule rule, List<Arrival> arrivals) {
        this.scenario = scenario;
        this.rule = rule;
        this.requests = new Requests(scenario.decode().model(), scenario.decode().slo(), arrivals);
        this.decode =
                new WorkerPool(
                        "worker",
                        scenario.decode().workers(),
                        scenario.decode().model(),
                        router,
                        new Decoders());
        if (scenario.prefillWorkers() > 0) {
            prefill.add(
                    new WorkerPool(
                            "prefill",
                            scenario.prefillWorkers(),
                            scenario.decode().model(),
                            new LeastLoaded(),
                            new Prefillers()));
        }
    }

    /**
     * Lets every request of the trace run to its end.
     *
     * @param router between the workers that decode
     * @param arrivals sorted by time
     * @throws IllegalArgumentException as {@link Requests}
     */
    public static SplitRun run(
            SplitScenario scenario, Router router, SplitRule rule, List<Arrival> arrivals) {
        SplitSimulation simulation = new SplitSimulation(scenario, router, rule, arrivals);
        long end = simulation.toTheEnd();
        List<SimulatedWorker> workers = new ArrayList<>(simulation.decode.workers());
        simulation.prefill.forEach(pool -> workers.addAll(pool.workers()));
        return new SplitRun(
                Run.of(
                        router.policy(),
                        scenario.all(),
                        workers,
                        simulation.requests.outcomes(),
                        end),
                simulation.remotePrompts);
    }

    private long toTheEnd() {
        long now = 0;
        int next = 0;
        while (true) {
            long arrival = requests.nanos(next);
            long sent = transfers.nextEndNanos();
            long computed =
                    prefill.isEmpty() ? Long.MAX_VALUE : prefill.getFirst().nextStepEndNanos();
            long decoded = decode.nextStepEndNanos();
            long other = Math.min(arrival, sent);
            long first = Math.min(other, Math.min(computed, decoded));
            if (first == Long.MAX_VALUE) {
                return now;
            }
            now = first;
            if (decoded == first) {
                // a prompt that is computed meanwhile may come here at once
                decode.endStep(Math.min(other, computed));
            } else if (computed == first) {
                prefill.getFirst().endStep(arrival);
            } else if (sent == first) {
                Transfer transfer = transfers.end();
                decode.submit(transfer.workerId(), transfer.sequence(), now);
            } else {
                arrive(next++, now);
            }
        }
    }

    private void arrive(int id, long now) {
        SimulatedSequence sequence = requests.arrive(id);
        if (!requests.fits(sequence)) {
            requests.refused(sequence);
            return;
        }
        RequestFeatures request = requests.features(sequence);
        Candidate local = decode.route(request, decode.candidates(request), now);
        if (!prefill.isEmpty() && isRemote(request, local, sequence, now)) {
            return;
        }
        open.assigned(local.workerId());
        decode.submit(local.workerId(), sequence, now);
    }

    /** Decides, and sends the prompt away if that is what is decided. */
    private boolean isRemote(
            RequestFeatures request, Candidate local, SimulatedSequence sequence, long now) {
        WorkerPool pool = prefill.getFirst();
        Candidate remote =
                Collections.min(
                        pool.candidates(request),
                        Comparator.comparingLong(
                                c -> c.load().pendingPromptTokens() - c.cachedTokens()));
        SplitQuestion question = new SplitQuestion(request, side(local), side(remote));
        if (!rule.decide(question, now).remote()) {
            return false;
        }
        remotePrompts++;
        pool.route(request, List.of(remote), now);
        decode.promptElsewhere(request);
        open.assigned(remote.workerId());
        Arrival arrival = sequence.arrival();
        handOvers.put(
                sequence.id(),
                new HandOver(local.workerId(), arrival, question.uncached(question.local())));
        Arrival promptAlone =
                new Arrival(
                        arrival.nanos(),
                        arrival.promptTokens(),
                        1,
                        arrival.blocks(),
                        arrival.tenant());
        pool.submit(
                remote.workerId(),
                new SimulatedSequence(sequence.id(), promptAlone, sequence.blocks()),
                now);
        return true;
    }

    private SplitQuestion.Side side(Candidate candidate) {
        String id = candidate.workerId();
        return new SplitQuestion.Side(
                id,
                candidate.cachedTokens(),
                open.pending(id),
                candidate.load().pendingPromptTokens(),
                open.decoding(id),
                candidate.load().kvTokens(),
                candidate.load().kvUsage());
    }

    private final class Decoders implements WorkerPool.Listener {
        @Override
        public void firstToken(String workerId, SimulatedSequence sequence, long nowNanos) {
            if (!handOvers.containsKey(sequence.id())) {
                open.computed(workerId);
            }
            open.decodes(workerId);
            rule.observed(
                    new RoutingEvent.FirstToken(
                            requests.features(sequence).requestId(), workerId, nowNanos));
        }

        @Override
        public void finished(String workerId, SimulatedSequence sequence, long nowNanos) {
            handOvers.remove(sequence.id());
            open.ended(workerId);
            requests.finished(sequence);
            rule.observed(
                    new RoutingEvent.Finished(
                            requests.features(sequence).requestId(),
                            workerId,
                            sequence.arrival().outputTokens(),
                            nowNanos));
        }

        @Override
        public void step(String workerId, StepContent content, long nanos) {
            observed(workerId, content, nanos);
        }
    }

    private final class Prefillers implements WorkerPool.Listener {
        @Override
        public void firstToken(String workerId, SimulatedSequence sequence, long nowNanos) {
            open.computed(workerId);
        }

        @Override
        public void finished(String workerId, SimulatedSequence sequence, long nowNanos) {
            HandOver handOver = Objects.requireNonNull(handOvers.get(sequence.id()));
            SimulatedSequence received =
                    SimulatedSequence.handedOver(
                            sequence.id(),
                            handOver.arrival(),
                            sequence.blocks(),
                            sequence.cachedTokens());
            transfers.begin(
                    new Transfer(
                            nowNanos + Math.round(scenario.link().nanos(handOver.tokens())),
                            handOver.decoder(),
                            received));
        }

        @Override
        public void step(String workerId, StepContent content, long nanos) {
            observed(workerId, content, nanos);
        }
    }

    private void observed(String workerId, StepContent content, long nanos) {
        rule.observed(new RoutingEvent.StepObserved(workerId, content, nanos, Double.NaN));
    }
}
