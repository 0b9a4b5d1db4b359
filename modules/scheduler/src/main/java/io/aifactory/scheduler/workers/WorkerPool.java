package io.aifactory.scheduler.workers;

import io.aifactory.contracts.worker.WorkerDirectory;
import io.aifactory.contracts.worker.WorkerEndpoint;
import io.aifactory.contracts.worker.v1.ModelDescription;
import io.aifactory.contracts.worker.v1.WorkerState;
import io.aifactory.contracts.worker.v1.WorkerStatus;
import io.aifactory.scheduler.dispatch.Dispatcher;
import io.aifactory.scheduler.models.ModelCatalog;
import io.aifactory.schedulercore.load.WorkerReport;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * All workers of the directory: keeps a link to each, asks each for its load and tells dispatcher
 * and catalogue. {@link #tick} is called regularly; everything else happens in callbacks.
 */
public final class WorkerPool implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(WorkerPool.class);

    private final Map<String, WorkerLink> links = new ConcurrentHashMap<>();
    private final Set<String> asked = ConcurrentHashMap.newKeySet();
    private final WorkerDirectory directory;
    private final Dispatcher dispatcher;
    private final ModelCatalog catalog;
    private final Duration workerTimeout;

    public WorkerPool(
            WorkerDirectory directory,
            Dispatcher dispatcher,
            ModelCatalog catalog,
            Duration workerTimeout) {
        this.directory = directory;
        this.dispatcher = dispatcher;
        this.catalog = catalog;
        this.workerTimeout = workerTimeout;
    }

    public Optional<WorkerLink> link(String workerId) {
        return Optional.ofNullable(links.get(workerId));
    }

    /** The worker's busy time per joule so far, times these joules; 0 while that is not known. */
    public double deviceSeconds(String workerId, double joules) {
        return link(workerId)
                .flatMap(WorkerLink::status)
                .filter(status -> status.getJoulesTotal() > 0)
                .map(s -> joules * s.getBusyNanosTotal() * 1e-9 / s.getJoulesTotal())
                .orElse(0.0);
    }

    public Collection<WorkerLink> links() {
        return List.copyOf(links.values());
    }

    /** Follows the directory and asks every worker that has answered the last question. */
    public void tick() {
        List<WorkerEndpoint> endpoints = directory.workers();
        endpoints.forEach(
                e -> links.computeIfAbsent(e.id(), id -> new WorkerLink(e, dispatcher.news())));
        Set<String> listed = endpoints.stream().map(WorkerEndpoint::id).collect(Collectors.toSet());
        links.values().stream()
                .filter(link -> !listed.contains(link.id()))
                .toList()
                .forEach(this::drop);
        links.values().forEach(this::ask);
    }

    /** A stream to this worker broke: nothing more goes there until it answers again. */
    public void broken(String workerId) {
        dispatcher.workerLost(workerId);
        directory.suspect(workerId);
    }

    /** A worker does not have what it described: nothing goes there until it has been asked. */
    public void misdescribed(String workerId) {
        dispatcher.workerLost(workerId);
        link(workerId).ifPresent(WorkerLink::misdescribed);
    }

    @Override
    public void close() {
        links.values().forEach(this::drop);
    }

    private void drop(WorkerLink link) {
        links.remove(link.id());
        dispatcher.workerForgotten(link.id());
        link.close();
    }

    private void ask(WorkerLink link) {
        if (!asked.add(link.id())) {
            return;
        }
        int inFlight = dispatcher.inFlight(link.id());
        link.askStatus(
                workerTimeout,
                new StreamObserver<>() {
                    @Override
                    public void onNext(WorkerStatus status) {
                        answered(link, status, inFlight);
                    }

                    @Override
                    public void onError(Throwable error) {
                        asked.remove(link.id());
                        silent(link, error);
                    }

                    @Override
                    public void onCompleted() {
                        asked.remove(link.id());
                    }
                });
    }

    private void answered(WorkerLink link, WorkerStatus status, int inFlightWhenAsked) {
        link.reported(status);
        if (isDropped(link)) {
            return;
        }
        if (status.getState() != WorkerState.WORKER_STATE_READY || status.getSlots() < 1) {
            dispatcher.workerLost(link.id());
        } else if (link.isDescribed(status)
                && catalog.seen(status.getModel(), status.getManifestDigest(), link.adapters())) {
            offer(link, status, inFlightWhenAsked);
        } else if (link.startDescribing()) {
            Thread.ofVirtual().name("describe " + link.id()).start(() -> describe(link, status));
        }
    }

    private void describe(WorkerLink link, WorkerStatus status) {
        try {
            ModelDescription description = link.describe(workerTimeout);
            catalog.described(description);
            if (!description.getManifestDigest().equals(status.getManifestDigest())) {
                return; // it has loaded another version since; its next status says so
            }
            link.described(status, ModelCatalog.adapters(description));
            LOG.infof("worker %s serves model '%s'", link.id(), status.getModel());
            offer(link, status, dispatcher.inFlight(link.id()));
        } catch (RuntimeException e) {
            LOG.warnf("worker %s could not describe its model: %s", link.id(), e.getMessage());
        } finally {
            link.endDescribing();
        }
    }

    private void offer(WorkerLink link, WorkerStatus status, int inFlightWhenAsked) {
        if (!isDropped(link)) {
            dispatcher.workerReported(
                    link.id(),
                    status.getModel(),
                    status.getManifestDigest(),
                    link.adapters(),
                    new WorkerReport(
                            status.getSlots(),
                            status.getRunningSequences() + status.getWaitingSequences(),
                            status.getKvTokens()),
                    inFlightWhenAsked);
            link.follow();
        }
    }

    private void silent(WorkerLink link, Throwable error) {
        if (isDropped(link)) {
            link.lost();
            return;
        }
        if (link.status().isPresent()) {
            LOG.warnf("worker %s is lost: %s", link.id(), Status.fromThrowable(error).getCode());
        }
        dispatcher.workerLost(link.id());
        directory.suspect(link.id());
        link.lost();
        link.reconnect();
    }

    /** Another link may have taken its place under the same id. */
    private boolean isDropped(WorkerLink link) {
        return links.get(link.id()) != link;
    }
}
