package io.aifactory.simulator.elastic;

import io.aifactory.schedulercore.routing.Router;
import io.aifactory.simulator.elastic.ElasticFleet.Event;
import io.aifactory.simulator.trace.Arrival;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** One run of a fleet under a control. Used once; not thread-safe. */
public final class ElasticRun {
    /** Requests that nobody serves for so long are given up. */
    private static final long PATIENCE_NANOS = 3_600_000_000_000L;

    private static final double NANOS_PER_SECOND = 1e9;

    private final ElasticSetup setup;
    private final List<Arrival> arrivals;
    private final FleetControl control;
    private final int devices;
    private final long countedFrom;
    private final List<ElasticRequest> finished = new ArrayList<>();
    private final ElasticFleet fleet;
    private double workerNanos;

    private ElasticRun(
            ElasticSetup setup,
            Door door,
            List<Arrival> arrivals,
            FleetControl control,
            int devices,
            long countedFrom) {
        this.setup = setup;
        this.arrivals = arrivals;
        this.control = control;
        this.devices = devices;
        this.countedFrom = countedFrom;
        this.fleet = new ElasticFleet(setup, door, this::finished);
    }

    /**
     * Lets requests come to a fleet.
     *
     * @param arrivals by time
     * @param devices that are ours, parked while no worker is on them
     * @param lengthNanos until when the fleet is kept at least, so that runs that end early do not
     *     look cheap
     */
    public static ElasticReport run(
            ElasticSetup setup,
            Router router,
            List<Arrival> arrivals,
            FleetControl control,
            int devices,
            long lengthNanos) {
        return new ElasticRun(
                        setup, new RoutedDoor(router, setup.goal()), arrivals, control, devices, 0)
                .toTheEnd(lengthNanos);
    }

    /** Without a control, where requests before a time do not count. */
    static ElasticReport steady(
            ElasticSetup setup, Door door, List<Arrival> arrivals, long countedFrom) {
        return new ElasticRun(
                        setup, door, arrivals, FleetControl.NONE, setup.workers(), countedFrom)
                .toTheEnd(0);
    }

    private void finished(ElasticRequest request) {
        if (request.arrival().nanos() >= countedFrom) {
            finished.add(request);
        }
    }

    private ElasticReport toTheEnd(long lengthNanos) {
        long now = 0;
        long nextControl = control.everyNanos() == Long.MAX_VALUE ? Long.MAX_VALUE : 0;
        int next = 0;
        long last = arrivals.isEmpty() ? 0 : arrivals.getLast().nanos();
        long givenUp = Math.max(lengthNanos, last) + PATIENCE_NANOS;
        while (now < givenUp
                && (next < arrivals.size() || now < lengthNanos || !fleet.isAtRest())) {
            long arrival = next < arrivals.size() ? arrivals.get(next).nanos() : Long.MAX_VALUE;
            Optional<Event> event = fleet.nextEvent();
            long eventNanos = event.map(Event::nanos).orElse(Long.MAX_VALUE);
            long limit = next < arrivals.size() || !fleet.isAtRest() ? givenUp : lengthNanos;
            long then = Math.min(Math.min(arrival, nextControl), Math.min(eventNanos, limit));
            workerNanos += (double) fleet.size() * (then - now);
            now = then;
            fleet.moveTo(now);
            if (eventNanos == now) {
                fleet.handle(event.orElseThrow());
            } else if (arrival == now) {
                fleet.arrive(new ElasticRequest(Integer.toString(next), arrivals.get(next)));
                next++;
            } else if (nextControl == now) {
                control.control(fleet, now);
                nextControl = now + control.everyNanos();
            }
        }
        return report(now);
    }

    private ElasticReport report(long now) {
        int requests = (int) arrivals.stream().filter(a -> a.nanos() >= countedFrom).count();
        int good = (int) finished.stream().filter(r -> r.isWithin(setup.goal())).count();
        double parkedNanos = Math.max(0, (double) devices * now - deviceNanos());
        return new ElasticReport(
                requests,
                requests - finished.size(),
                good,
                finished.stream().mapToLong(r -> r.arrival().outputTokens()).sum(),
                now / NANOS_PER_SECOND,
                workerNanos / NANOS_PER_SECOND,
                setup.kind().parkedWatts()
                        / setup.kind().devices()
                        * parkedNanos
                        / NANOS_PER_SECOND,
                fleet.coldStarts(),
                p99(ElasticRequest::ttftMillis),
                p99(ElasticRequest::itlMillis),
                fleet.ledger());
    }

    private double deviceNanos() {
        return workerNanos * setup.kind().devices();
    }

    private double p99(ToDoubleFunction<ElasticRequest> figure) {
        double[] sorted = finished.stream().mapToDouble(figure).sorted().toArray();
        return sorted.length == 0 ? 0 : sorted[(int) Math.ceil(0.99 * sorted.length) - 1];
    }
}
