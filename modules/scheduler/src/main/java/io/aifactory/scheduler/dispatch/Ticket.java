package io.aifactory.scheduler.dispatch;

import io.aifactory.contracts.error.FactoryException;
import io.aifactory.scheduler.models.AdapterChoice;
import io.aifactory.schedulercore.routing.RequestFeatures;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;

/** One sequence's claim to a slot. Compared by identity. */
public final class Ticket {
    private final RequestFeatures features;
    private final String manifest;
    private final AdapterChoice adapter;
    private final Set<String> avoided;
    private final CompletableFuture<Lease> place = new CompletableFuture<>();

    /** For the model as it is. */
    public Ticket(RequestFeatures features, String manifest, Set<String> avoided) {
        this(features, manifest, AdapterChoice.NONE, avoided);
    }

    /**
     * @param manifest digest of the only model version that understands its tokens
     * @param adapter that the worker must have beside the model
     * @param avoided workers that have failed this sequence; used only if there is no other
     */
    public Ticket(
            RequestFeatures features, String manifest, AdapterChoice adapter, Set<String> avoided) {
        this.features = features;
        this.manifest = manifest;
        this.adapter = adapter;
        this.avoided = Set.copyOf(avoided);
    }

    RequestFeatures features() {
        return features;
    }

    String manifest() {
        return manifest;
    }

    AdapterChoice adapter() {
        return adapter;
    }

    Set<String> avoided() {
        return avoided;
    }

    CompletableFuture<Lease> place() {
        return place;
    }

    /** Stops waiting: {@link Dispatcher#acquire} throws {@link CancellationException}. */
    public void cancel() {
        place.completeExceptionally(new CancellationException("nobody waits for it any more"));
    }

    boolean refuse(FactoryException error) {
        return place.completeExceptionally(error);
    }
}
