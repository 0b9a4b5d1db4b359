package io.aifactory.factory.client;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ObjDoubleConsumer;
import java.util.function.Predicate;

/** Waits until a deployment is up, asking the control plane now and then. */
public final class DeploymentWait {
    private static final Duration POLL = Duration.ofMillis(100);
    private static final double NANOS_PER_SECOND = 1e9;

    private final FactoryClient client;
    private final Duration patience;
    private final Function<String, ? extends RuntimeException> failure;

    /**
     * @param patience longest wait
     * @param failure what to throw when it has failed, is gone, or takes too long; gets the reason
     */
    public DeploymentWait(
            FactoryClient client,
            Duration patience,
            Function<String, ? extends RuntimeException> failure) {
        this.client = client;
        this.patience = patience;
        this.failure = failure;
    }

    /** The deployment of this name, whatever its state. */
    public Optional<DeploymentView> find(String name) {
        return Arrays.stream(client.get("/api/v1/deployments", DeploymentView[].class))
                .filter(view -> view.name().equals(name))
                .findFirst();
    }

    /**
     * Blocks until it is up.
     *
     * @param isUp asked about each view
     * @param progress told what keeps it, and the seconds waited so far
     */
    public void until(
            String name, Predicate<DeploymentView> isUp, ObjDoubleConsumer<String> progress)
            throws InterruptedException {
        long start = System.nanoTime();
        while (true) {
            DeploymentView view = find(name).orElseThrow(() -> failure.apply(name));
            if (isUp.test(view)) {
                return;
            }
            double waited = (System.nanoTime() - start) / NANOS_PER_SECOND;
            if (view.state().equals("FAILED") || waited > patience.toSeconds()) {
                throw failure.apply(reason(view));
            }
            progress.accept(reason(view), waited);
            Thread.sleep(POLL);
        }
    }

    private static String reason(DeploymentView view) {
        return view.reason() == null || view.reason().isBlank() ? view.state() : view.reason();
    }
}
