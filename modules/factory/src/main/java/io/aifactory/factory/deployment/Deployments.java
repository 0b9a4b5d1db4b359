package io.aifactory.factory.deployment;

import io.aifactory.contracts.error.ErrorCode;
import io.aifactory.contracts.error.FactoryException;
import io.aifactory.contracts.model.ModelRegistry;
import io.aifactory.contracts.model.ModelVersion;
import io.aifactory.factory.supervision.LiveWorkers;
import io.aifactory.factory.supervision.Replica;
import io.aifactory.factory.supervision.ReplicaSpec;
import io.aifactory.factory.supervision.Replicas;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jboss.logging.Logger;

/** Puts model versions into service and takes them out. */
@ApplicationScoped
public class Deployments {
    private static final Logger LOG = Logger.getLogger(Deployments.class);

    private final DeploymentStore store;
    private final ModelRegistry registry;
    private final LiveWorkers workers;
    private final Replicas replicas;
    private final Map<String, List<Replica>> running = new HashMap<>();
    private int generation;
    private volatile boolean closing;

    Deployments(
            DeploymentStore store, ModelRegistry registry, LiveWorkers workers, Replicas replicas) {
        this.store = store;
        this.registry = registry;
        this.workers = workers;
        this.replicas = replicas;
    }

    /**
     * Serves a model version; the same request again changes nothing. A name that served another
     * version is switched over: the old workers stop first.
     *
     * @throws FactoryException {@code MODEL_NOT_FOUND} if the reference names no version
     */
    public synchronized Deployment deploy(String name, String reference, int count, int slots) {
        ModelVersion version =
                registry.resolve(reference)
                        .orElseThrow(() ->
                                new FactoryException(
                                        ErrorCode.MODEL_NOT_FOUND,
                                        "there is no model version '"
                                                + reference
                                                + "'; list them with GET /api/v1/models"));
        var wanted =
                new Deployment(
                        name,
                        reference,
                        version.model() + ":" + version.version(),
                        version.manifest(),
                        count,
                        slots,
                        new DeploymentState.Starting(""),
                        Instant.now());
        Optional<Deployment> present = store.find(name).filter(d -> running.containsKey(name));
        if (present.filter(wanted::servesLike).isPresent()) {
            return present.get();
        }
        stopWorkers(name);
        store.save(wanted);
        startWorkers(wanted);
        return wanted;
    }

    /**
     * @throws FactoryException {@code NOT_FOUND} if nothing is deployed under this name
     */
    public synchronized void remove(String name) {
        Deployment deployment =
                store.find(name)
                        .filter(found -> !(found.state() instanceof DeploymentState.Stopped))
                        .orElseThrow(() ->
                                new FactoryException(
                                        ErrorCode.NOT_FOUND,
                                        "nothing is deployed under '" + name + "'"));
        stopWorkers(name);
        store.save(deployment.in(new DeploymentState.Stopped("removed by request")));
    }

    /** Every deployment with what its workers do now. */
    public List<DeploymentReport> reports() {
        return store.all().stream().map(this::report).toList();
    }

    /** One deployment with what its workers do now. */
    public DeploymentReport report(Deployment deployment) {
        int ready =
                (int)
                        workers.workers().stream()
                                .filter(worker -> worker.model().equals(deployment.name()))
                                .count();
        return DeploymentReport.of(deployment, ready);
    }

    /** What was served before the control plane ended is served again. */
    void onStart(@Observes @Priority(Integer.MAX_VALUE) StartupEvent event) {
        for (Deployment deployment : store.all()) {
            if (deployment.state() instanceof DeploymentState.Wanted) {
                Deployment again =
                        deployment.in(
                                new DeploymentState.Starting("the control plane was started"));
                synchronized (this) {
                    store.save(again);
                    startWorkers(again);
                }
            }
        }
    }

    /** Workers that end from here on are no news. */
    void onShutdown(@Observes @Priority(1) ShutdownEvent event) {
        closing = true;
    }

    private void startWorkers(Deployment deployment) {
        generation++;
        var spec = new ReplicaSpec(deployment.name(), deployment.manifest(), deployment.slots());
        String prefix =
                deployment.name() + "-" + Long.toString(System.currentTimeMillis() / 1000, 36);
        List<Replica> started =
                IntStream.rangeClosed(1, deployment.workers())
                        .mapToObj(n ->
                                replicas.replica(
                                        prefix + "-" + generation + "-" + n,
                                        spec,
                                        () -> observe(deployment.name())))
                        .toList();
        running.put(deployment.name(), started);
        workers.add(started);
    }

    private void stopWorkers(String name) {
        List<Replica> old = running.remove(name);
        if (old != null) {
            workers.remove(old);
        }
    }

    /** A worker of this deployment changed; called from the worker's own thread. */
    private void observe(String name) {
        if (closing) {
            return;
        }
        Thread.ofVirtual().start(() -> record(name));
    }

    private synchronized void record(String name) {
        List<Replica> current = running.get(name);
        if (current == null || closing) {
            return;
        }
        int ready = (int) current.stream().filter(r -> r.endpoint().isPresent()).count();
        String trouble =
                current.stream()
                        .map(replica -> replica.view().reason())
                        .filter(reason -> !reason.isEmpty())
                        .findFirst()
                        .orElse("");
        Optional<Deployment> found = store.find(name);
        if (found.isPresent() && found.get().state() instanceof DeploymentState.Wanted state) {
            DeploymentState next = state.observed(ready, current.size(), trouble);
            if (!next.equals(state)) {
                LOG.infof("deployment %s is %s %s", name, next.label(), next.reason());
                store.save(found.get().in(next));
            }
        }
    }
}
