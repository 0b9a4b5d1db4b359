package io.aifactory.factory.deployment;

import io.aifactory.contracts.error.ErrorCode;
import io.aifactory.contracts.error.FactoryException;
import io.aifactory.contracts.model.ModelRegistry;
import io.aifactory.contracts.model.ModelVersion;
import io.aifactory.contracts.worker.PrecisionSetting;
import io.aifactory.contracts.worker.Slo;
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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/** Puts model versions into service and takes them out. */
@ApplicationScoped
public class Deployments {
    private static final Logger LOG = Logger.getLogger(Deployments.class);

    private final DeploymentStore store;
    private final ModelRegistry registry;
    private final LiveWorkers workers;
    private final Replicas replicas;
    private final Map<String, List<Replica>> running = new ConcurrentHashMap<>();

    /** Workers that serve until those of the version that follows are ready. */
    private final Map<String, List<Replica>> retiring = new HashMap<>();

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
     * Serves a model version; the same request again changes nothing. A name that serves another
     * version is switched over: the old workers go when the new ones are ready, or when they do not
     * fit beside them.
     *
     * @param slo that workers choose by
     * @param adapters to be served beside it, each under its own name
     * @param draft to guess next tokens for it
     * @throws FactoryException {@code MODEL_NOT_FOUND} if a reference names no version, {@code
     *     CONFLICT} if that is archived or a name is in use, {@code INVALID_REQUEST} if a name is
     *     used twice
     */
    public synchronized Deployment deploy(
            String name,
            String reference,
            int count,
            int slots,
            Optional<PrecisionSetting> precision,
            Optional<Slo> slo,
            List<AdapterRequest> adapters,
            Optional<DraftRequest> draft) {
        ModelVersion version = resolve(reference);
        var spec =
                new DeploymentSpec(
                        name,
                        reference,
                        version.model() + ":" + version.version(),
                        version.manifest(),
                        adapters.stream().map(this::resolve).toList(),
                        count,
                        slots,
                        precision,
                        slo,
                        draft.map(this::resolve),
                        Instant.now());
        ServedNames.requireFree(spec, store.all());
        Optional<Deployment> present =
                store.find(name)
                        .filter(found -> running.containsKey(name))
                        .filter(found -> found.spec().servesLike(spec));
        if (present.isPresent()) {
            return again(present.get());
        }
        List<Replica> idle = retire(name);
        Deployment.Starting wanted = Deployment.asked(spec);
        store.save(wanted);
        startWorkers(spec);
        Thread.ofVirtual().start(() -> workers.remove(idle));
        return wanted;
    }

    private AdapterSpec resolve(AdapterRequest adapter) {
        ModelVersion version = resolve(adapter.model());
        return new AdapterSpec(
                adapter.name(),
                adapter.model(),
                version.model() + ":" + version.version(),
                version.manifest());
    }

    private DraftSpec resolve(DraftRequest draft) {
        ModelVersion version = resolve(draft.model());
        return new DraftSpec(
                draft.model(), version.model() + ":" + version.version(), version.manifest());
    }

    private ModelVersion resolve(String reference) {
        return registry.resolve(reference)
                .orElseThrow(() ->
                        new FactoryException(
                                ErrorCode.MODEL_NOT_FOUND,
                                "there is no model version '"
                                        + reference
                                        + "'; list them with GET /api/v1/models"));
    }

    /** Workers that have failed get another try; the others are left alone. */
    private Deployment again(Deployment present) {
        String name = present.name();
        List<Replica> all = running.getOrDefault(name, List.of());
        List<Replica> failed = all.stream().filter(Replica::hasFailed).toList();
        if (failed.isEmpty()) {
            return present;
        }
        workers.remove(failed);
        List<Replica> anew = new ArrayList<>(all);
        anew.removeAll(failed);
        anew.addAll(replicas(present.spec(), failed.size()));
        Deployment next =
                present instanceof Deployment.Failed gaveUp ? gaveUp.askedAgain() : present;
        if (!next.equals(present)) {
            store.save(next);
        }
        start(name, anew, anew.subList(all.size() - failed.size(), anew.size()));
        return next;
    }

    /**
     * @throws FactoryException {@code NOT_FOUND} if nothing is deployed under this name
     */
    public void remove(String name) {
        workers.remove(release(name));
    }

    private synchronized List<Replica> release(String name) {
        Deployment.Present deployment =
                store.find(name)
                        .filter(Deployment.Present.class::isInstance)
                        .map(Deployment.Present.class::cast)
                        .orElseThrow(() ->
                                new FactoryException(
                                        ErrorCode.NOT_FOUND,
                                        "nothing is deployed under '" + name + "'"));
        store.save(deployment.removed());
        List<Replica> all = new ArrayList<>(retiring.getOrDefault(name, List.of()));
        all.addAll(running.getOrDefault(name, List.of()));
        retiring.remove(name);
        running.remove(name);
        return all;
    }

    /** Every deployment with what its workers do now. */
    public List<DeploymentReport> reports() {
        return store.all().stream().map(this::report).toList();
    }

    /** One deployment with what its workers do now. */
    public DeploymentReport report(Deployment deployment) {
        List<Replica> all = running.getOrDefault(deployment.name(), List.of());
        return DeploymentReport.of(
                deployment, WorkerCensus.of(all).ready(), WorkerCensus.operations(all));
    }

    /** What was served before the control plane ended is served again. */
    void onStart(@Observes @Priority(Integer.MAX_VALUE) StartupEvent event) {
        for (Deployment deployment : store.all()) {
            if (deployment instanceof Deployment.Wanted wanted) {
                synchronized (this) {
                    store.save(wanted.afterRestart());
                    startWorkers(wanted.spec());
                }
            }
        }
    }

    /** Workers that end from here on are no news. */
    void onShutdown(@Observes @Priority(1) ShutdownEvent event) {
        closing = true;
    }

    private void startWorkers(DeploymentSpec spec) {
        List<Replica> all = replicas(spec, spec.workers());
        start(spec.name(), all, all);
    }

    private void start(String name, List<Replica> all, List<Replica> added) {
        running.put(name, List.copyOf(all));
        workers.add(added);
    }

    private List<Replica> replicas(DeploymentSpec spec, int count) {
        generation++;
        var replica =
                new ReplicaSpec(
                        spec.name(),
                        spec.manifest(),
                        spec.adapters().stream()
                                .map(a -> new ReplicaSpec.Adapter(a.name(), a.manifest()))
                                .toList(),
                        spec.slots(),
                        spec.precision(),
                        spec.slo(),
                        spec.draft()
                                .map(d -> new ReplicaSpec.Draft(d.modelVersion(), d.manifest())),
                        Optional.empty());
        String prefix =
                spec.name()
                        + "-"
                        + Long.toString(System.currentTimeMillis() / 1000, 36)
                        + "-"
                        + generation;
        return replicas.replicas(prefix, replica, count, workers, () -> observe(spec.name()));
    }

    /** Keeps the workers that serve until their successors are ready; returns the others. */
    private List<Replica> retire(String name) {
        List<Replica> old = running.getOrDefault(name, List.of());
        List<Replica> serving = old.stream().filter(r -> r.endpoint().isPresent()).toList();
        if (!serving.isEmpty()) {
            List<Replica> all = new ArrayList<>(retiring.getOrDefault(name, List.of()));
            all.addAll(serving);
            retiring.put(name, all);
        }
        return old.stream().filter(replica -> !serving.contains(replica)).toList();
    }

    /** The old workers end; new ones that have failed beside them get another try. */
    private void giveWay(String name, List<Replica> old) {
        workers.remove(old);
        synchronized (this) {
            if (running.containsKey(name) && !closing) {
                store.find(name).ifPresent(this::again);
            }
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
        Optional<Deployment> found = store.find(name);
        if (found.isPresent() && found.get() instanceof Deployment.Wanted wanted) {
            WorkerCensus census = WorkerCensus.of(current);
            List<Replica> old = census.awaitsMore() ? null : retiring.remove(name);
            if (old != null) {
                Thread.ofVirtual().start(() -> giveWay(name, old));
                if (!census.isComplete()) {
                    return; // the old ones may have been in the way
                }
            }
            Deployment next = wanted.observed(census);
            if (!next.equals(wanted)) {
                LOG.infof("deployment %s is %s %s", name, next.label(), next.reason());
                store.save(next);
            }
        }
    }
}
