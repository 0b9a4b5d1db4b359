package io.aifactory.simulator.study;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The same work for many policies, on several threads. Runs share nothing that changes, so the
 * answers are those of one thread, and they come in the order of the policies.
 */
public final class InOrder {
    private InOrder() {}

    /**
     * @param threads at least 1
     * @param progress told of each policy that is done, in their order, on the caller's thread
     * @throws InterruptedException if the caller is interrupted; then no more work is begun
     */
    public static <P, T> List<T> of(
            List<P> policies, int threads, Function<P, T> work, Consumer<P> progress)
            throws InterruptedException {
        ExecutorService executor =
                Executors.newFixedThreadPool(threads, Thread.ofPlatform().daemon().factory());
        try {
            List<Future<T>> futures = new ArrayList<>();
            for (P policy : policies) {
                futures.add(executor.submit(() -> work.apply(policy)));
            }
            List<T> results = new ArrayList<>();
            for (int i = 0; i < futures.size(); i++) {
                results.add(result(futures.get(i)));
                progress.accept(policies.get(i));
            }
            return results;
        } finally {
            executor.shutdownNow();
        }
    }

    private static <T> T result(Future<T> future) throws InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException unchecked) {
                throw unchecked;
            }
            throw new IllegalStateException(e.getCause());
        }
    }
}
