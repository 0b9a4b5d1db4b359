package io.aifactory.simulator.experiment.queueing;

import io.aifactory.schedulercore.admission.Charge;
import io.aifactory.schedulercore.admission.FairQueue;
import io.aifactory.schedulercore.admission.FairQueue.Admission;
import io.aifactory.schedulercore.admission.InFlightShares;
import io.aifactory.schedulercore.admission.Prospect;
import io.aifactory.schedulercore.admission.QueueLimits;
import io.aifactory.schedulercore.admission.QueuedRequest;
import io.aifactory.schedulercore.admission.SloClass;
import io.aifactory.schedulercore.admission.Turn;
import io.aifactory.simulator.engine.SimulatedSequence;
import io.aifactory.simulator.trace.Arrival;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The fair queue in front of a fleet, or for comparison the order of arrival, which is what it does
 * when all are one tenant. The worker with the fewest prompt tokens to compute is taken, of those
 * with the fewest sequences.
 */
class FairDesk implements Desk {
    /** Service as in the virtual token counter: input + 2 · output tokens. */
    private static final double OUTPUT_COST = 2;

    private static final String EVERYBODY = "everybody";

    private final FairQueue<SimulatedSequence> queue =
            new FairQueue<>(new QueueLimits(4_000_000, 2_000_000, Double.MAX_VALUE, 256, 1_000));
    private final Map<String, Double> weights;
    private final boolean fair;
    private final Room room;
    private final InFlightShares shares = new InFlightShares();
    private final Map<SimulatedSequence, Charge> running = new HashMap<>();
    private final Map<String, Double> served = new HashMap<>();
    private final long countFromNanos;
    private final long countUntilNanos;
    private long now;
    private double meanOutput = 100;

    /**
     * When a worker has room.
     *
     * @param sequences that it runs at most
     * @param reserved of them for tenants that have no more in flight than their share
     * @param window it gets no more while so many prompt tokens are to be computed …
     * @param windowInShare … or so many, for tenants in their share
     * @param budget tokens of its step
     */
    record Room(int sequences, int reserved, long window, long windowInShare, int budget) {}

    /**
     * @param weights of tenants by name; 1 for others
     * @param fair whether tenants are told apart
     * @param room of a worker
     * @param countFromNanos service is counted from then …
     * @param countUntilNanos … until then
     */
    FairDesk(
            Map<String, Double> weights,
            boolean fair,
            Room room,
            long countFromNanos,
            long countUntilNanos) {
        this.weights = weights;
        this.fair = fair;
        this.room = room;
        this.countFromNanos = countFromNanos;
        this.countUntilNanos = countUntilNanos;
    }

    @Override
    public void arrived(SimulatedSequence sequence, long nowNanos) {
        Arrival arrival = sequence.arrival();
        QueuedRequest<SimulatedSequence> request =
                new QueuedRequest<>(
                        sequence,
                        tenant(sequence),
                        fair ? weight(arrival.tenant()) : 1,
                        SloClass.STANDARD,
                        tenant(sequence),
                        fair ? arrival.promptTokens() + OUTPUT_COST * meanOutput : 1,
                        nowNanos,
                        QueuedRequest.UNBOUNDED);
        if (queue.offer(request, nowNanos) != Admission.WAITS) {
            throw new IllegalStateException("the queue of the experiment is too small");
        }
    }

    @Override
    public void fill(LateFleet fleet, long nowNanos) {
        now = nowNanos;
        for (Optional<Turn<SimulatedSequence>> turn = poll(fleet);
                turn.isPresent();
                turn = poll(fleet)) {
            if (turn.get() instanceof Turn.Serve<SimulatedSequence> serve) {
                SimulatedSequence sequence = serve.request().item();
                String tenant = tenant(sequence);
                int worker = place(fleet, tenant);
                running.put(sequence, serve.charge());
                shares.placed(tenant, fair ? weight(tenant) : 1);
                fleet.submit(worker, sequence, nowNanos);
            }
        }
    }

    private Optional<Turn<SimulatedSequence>> poll(LateFleet fleet) {
        return queue.poll(
                sequence ->
                        place(fleet, tenant(sequence)) < 0
                                ? Prospect.NOT_FOR_ITS_GROUP
                                : Prospect.PLACE,
                now);
    }

    @Override
    public void firstToken(SimulatedSequence sequence) {
        count(sequence, sequence.arrival().promptTokens());
    }

    @Override
    public void finished(SimulatedSequence sequence) {
        Arrival arrival = sequence.arrival();
        count(sequence, OUTPUT_COST * arrival.outputTokens());
        meanOutput += 0.02 * (arrival.outputTokens() - meanOutput);
        shares.ended(tenant(sequence));
        Charge charge = running.remove(sequence);
        if (charge != null && fair) {
            charge.close(arrival.promptTokens() + OUTPUT_COST * arrival.outputTokens());
        }
    }

    @Override
    public boolean waits() {
        return !queue.isEmpty();
    }

    /** Service that a tenant got while it was counted, per weight. */
    double served(String tenant) {
        return served.getOrDefault(tenant, 0.0) / weight(tenant);
    }

    /** All of it, of all tenants. */
    double served() {
        return served.values().stream().mapToDouble(Double::doubleValue).sum();
    }

    private String tenant(SimulatedSequence sequence) {
        return fair ? sequence.arrival().tenant() : EVERYBODY;
    }

    private double weight(String tenant) {
        return weights.getOrDefault(tenant, 1.0);
    }

    private void count(SimulatedSequence sequence, double service) {
        if (now >= countFromNanos && now < countUntilNanos) {
            served.merge(sequence.arrival().tenant(), service, Double::sum);
        }
    }

    /** The least busy worker that has room for this tenant; −1 if there is none. */
    private int place(LateFleet fleet, String tenant) {
        boolean inShare = shares.isWithin(tenant, fair ? weight(tenant) : 1);
        int most = inShare ? room.sequences() : room.sequences() - room.reserved();
        long window = inShare ? Math.max(room.window(), room.windowInShare()) : room.window();
        int best = -1;
        for (int i = 0; i < fleet.workers(); i++) {
            if (fleet.inFlight(i) < most
                    && fleet.pendingPrompt(i) < window
                    && (best < 0 || isBetter(fleet, i, best))) {
                best = i;
            }
        }
        return best;
    }

    private static boolean isBetter(LateFleet fleet, int worker, int than) {
        long difference = fleet.pendingPrompt(worker) - fleet.pendingPrompt(than);
        return difference < 0 || (difference == 0 && fleet.inFlight(worker) < fleet.inFlight(than));
    }
}
