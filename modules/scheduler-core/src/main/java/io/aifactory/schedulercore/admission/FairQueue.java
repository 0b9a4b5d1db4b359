package io.aifactory.schedulercore.admission;

import io.aifactory.schedulercore.admission.Search.Found;
import io.aifactory.schedulercore.admission.SloClass.Infeasible;
import io.aifactory.schedulercore.admission.Turn.Promise;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * The order in which requests get places when there are too few: first those who lost their worker,
 * then strictly by band, inside a band the tenant that was served least for its weight, inside a
 * tenant the earliest deadline, of equal deadlines the shortest request. A request whose promise
 * cannot be kept any more is stretched, deferred behind all others, or refused, as its class says.
 * Whoever has no place now holds up nobody who has one.
 *
 * <p>Late binding: nothing is decided before a place is free and {@link #poll} is called, which
 * asks the caller about one request after the other. Each operation takes time logarithmic in the
 * number waiting, plus one question for each group without a place, each request passed by and each
 * promise that breaks (at most two for a request in its life). Times are the caller's monotonic
 * clock and only their differences matter; one that goes back stands still here. Not thread-safe.
 */
public final class FairQueue<T> {
    /** Whether there is room to wait. */
    public enum Admission {
        WAITS,
        QUEUE_FULL,
        TENANT_FULL
    }

    private final QueueLimits limits;
    private final Map<T, Entry<T>> entries = new HashMap<>();
    private final Map<String, Integer> byTenant = new HashMap<>();
    private final TreeSet<Entry<T>> front = new TreeSet<>(Entry.ARRIVAL);
    private final TreeMap<Integer, Lane<T>> bands = new TreeMap<>();
    private final Lane<T> late;
    private final QueueClock clock = new QueueClock();
    private long arrivals;

    public FairQueue(QueueLimits limits) {
        this.limits = limits;
        this.late = new Lane<>(limits);
    }

    /**
     * Lets a request wait.
     *
     * @return whether there was room
     * @throws IllegalArgumentException if an equal item waits already
     */
    public Admission offer(QueuedRequest<T> request, long nowNanos) {
        clock.advance(nowNanos);
        requireNew(request);
        if (entries.size() >= limits.requests()) {
            return Admission.QUEUE_FULL;
        }
        if (waiting(request.tenant()) >= limits.requestsPerTenant()) {
            return Admission.TENANT_FULL;
        }
        Lane<T> lane = band(request.slo().band());
        enter(entry(request, lane.flow(request.tenant()), 1, Promise.KEPT));
        return Admission.WAITS;
    }

    /**
     * Lets a request wait that has been served before and lost its worker: before all others, also
     * when there is no room. It is never deferred or refused, and charged nothing when it is
     * served: what it costs from then on is to be said by correction.
     *
     * @throws IllegalArgumentException if an equal item waits already
     */
    public void readmit(QueuedRequest<T> request, long nowNanos) {
        clock.advance(nowNanos);
        requireNew(request);
        Flow<T> nobody = new Flow<>(late, request.tenant());
        long since = clock.at(request.sinceNanos());
        Entry<T> entry = new Entry<>(request, nobody, since, arrivals++, Promise.KEPT);
        front.add(entry);
        remember(entry);
    }

    /**
     * Takes the next request that can be placed, or one that is to be refused; call again until it
     * is empty.
     *
     * @param outlook whether there is a place for this one now, and how soon it would be done; must
     *     not change the queue
     * @return empty if there is no place for anybody
     */
    public Optional<Turn<T>> poll(Function<T, Prospect> outlook, long nowNanos) {
        clock.advance(nowNanos);
        Search<T> search = new Search<>(outlook, limits.passedBy());
        Optional<Found<T>> lost = search.among(front);
        if (lost.isPresent()) {
            return Optional.of(serveAgain(lost.get().entry()));
        }
        for (Lane<T> lane : bands.values()) {
            Optional<Turn<T>> turn = poll(search, lane);
            if (turn.isPresent()) {
                return turn;
            }
        }
        return search.walk(late).next().map(found -> serve(found.entry()));
    }

    /** Removes a request that no longer wants to wait; false if it does not wait here. */
    public boolean remove(T item) {
        Entry<T> entry = entries.get(item);
        if (entry == null) {
            return false;
        }
        leave(entry);
        return true;
    }

    public int size() {
        return entries.size();
    }

    public boolean isEmpty() {
        return entries.isEmpty();
    }

    /** Requests of this tenant that wait. */
    public int waiting(String tenant) {
        return byTenant.getOrDefault(tenant, 0);
    }

    private Optional<Turn<T>> poll(Search<T> search, Lane<T> lane) {
        boolean again = true;
        while (again) {
            again = false;
            Search<T>.Walk walk = search.walk(lane);
            for (Optional<Found<T>> found = walk.next(); found.isPresent(); found = walk.next()) {
                Entry<T> entry = found.get().entry();
                if (canKeep(entry, found.get().delayNanos())) {
                    return Optional.of(serve(entry));
                }
                if (entry.request().slo().onInfeasible() == Infeasible.REFUSE) {
                    leave(entry);
                    return Optional.of(new Turn.Refuse<>(entry.request()));
                }
                again |= stretchedElseDeferred(entry);
            }
        }
        return Optional.empty();
    }

    private boolean canKeep(Entry<T> entry, long delayNanos) {
        return !entry.request().isBounded() || clock.in(delayNanos) <= entry.dueNanos();
    }

    private Turn<T> serve(Entry<T> entry) {
        Flow<T> flow = entry.flow();
        flow.lane().serves(flow);
        Charge charge = new Charge(flow);
        charge.correctTo(entry.request().cost());
        leave(entry);
        return new Turn.Serve<>(entry.request(), entry.promise(), charge);
    }

    private Turn<T> serveAgain(Entry<T> entry) {
        leave(entry);
        QueuedRequest<T> request = entry.request();
        Flow<T> flow = band(request.slo().band()).flow(request.tenant());
        return new Turn.Serve<>(request, entry.promise(), new Charge(flow));
    }

    /** Stretches the promise if that was not done yet and may help, so that it has another turn. */
    private boolean stretchedElseDeferred(Entry<T> entry) {
        QueuedRequest<T> request = entry.request();
        boolean stretches =
                request.slo().onInfeasible() == Infeasible.DEGRADE
                        && entry.promise() == Promise.KEPT
                        && request.boundNanos() > 0;
        if (stretches) {
            double factor = request.slo().degradedFactor();
            replace(entry, entry(request, entry.flow(), factor, Promise.DEGRADED));
        } else {
            replace(entry, entry(request, late.flow(request.tenant()), 1, Promise.LATE));
        }
        return stretches;
    }

    private Entry<T> entry(QueuedRequest<T> request, Flow<T> flow, double factor, Promise promise) {
        double bound =
                request.isBounded()
                        ? factor * request.boundNanos()
                        : request.slo().patience().toNanos();
        long since = clock.at(request.sinceNanos());
        return new Entry<>(request, flow, QueueClock.sum(since, (long) bound), arrivals++, promise);
    }

    private void enter(Entry<T> entry) {
        entry.flow().lane().add(entry);
        remember(entry);
    }

    /** In before out, so that its tenant never seems to be away. */
    private void replace(Entry<T> old, Entry<T> entry) {
        entry.flow().lane().add(entry);
        old.flow().lane().remove(old);
        entries.put(entry.request().item(), entry);
    }

    private void remember(Entry<T> entry) {
        entries.put(entry.request().item(), entry);
        byTenant.merge(entry.request().tenant(), 1, Integer::sum);
    }

    private void leave(Entry<T> entry) {
        if (!front.remove(entry)) {
            entry.flow().lane().remove(entry);
        }
        entries.remove(entry.request().item());
        byTenant.computeIfPresent(
                entry.request().tenant(), (tenant, count) -> count == 1 ? null : count - 1);
    }

    private void requireNew(QueuedRequest<T> request) {
        if (entries.containsKey(request.item())) {
            throw new IllegalArgumentException(
                    "'%s' waits already; remove it first".formatted(request.item()));
        }
    }

    private Lane<T> band(int band) {
        return Objects.requireNonNull(bands.computeIfAbsent(band, number -> new Lane<>(limits)));
    }
}
