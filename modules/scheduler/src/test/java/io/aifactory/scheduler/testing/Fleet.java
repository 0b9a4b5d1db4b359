package io.aifactory.scheduler.testing;

import io.aifactory.contracts.worker.WorkerEndpoint;
import io.aifactory.scheduler.dispatch.Dispatcher;
import io.aifactory.scheduler.workers.WorkerPool;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;

/** The fake workers of one test. */
@Singleton
public class Fleet {
    private final ListedWorkers directory;
    private final WorkerPool pool;
    private final Dispatcher dispatcher;
    private final List<FakeWorker> workers = new ArrayList<>();
    private final List<WorkerEndpoint> endpoints = new ArrayList<>();

    public Fleet(ListedWorkers directory, WorkerPool pool, Dispatcher dispatcher) {
        this.directory = directory;
        this.pool = pool;
        this.dispatcher = dispatcher;
    }

    /** Starts a worker and returns once the scheduler offers its model. */
    public FakeWorker start(String id, String model, int slots) {
        return list(FakeWorker.start(id, model, slots));
    }

    public FakeWorker list(FakeWorker worker) {
        workers.add(worker);
        endpoints.add(worker.endpoint());
        directory.list(worker.endpoint());
        String id = worker.endpoint().id();
        Await.until(id + " is known", () -> dispatcher.routesTo(id));
        return worker;
    }

    /** The worker of this id. */
    public FakeWorker worker(String id) {
        return workers.stream().filter(w -> w.endpoint().id().equals(id)).findAny().orElseThrow();
    }

    /** A restarted worker keeps its listing. */
    public FakeWorker restart(FakeWorker dead) {
        FakeWorker again = dead.restart();
        workers.add(again);
        return again;
    }

    public void stopAll() {
        endpoints.forEach(directory::unlist);
        Await.until("no links", () -> pool.links().isEmpty());
        workers.forEach(FakeWorker::close);
        endpoints.clear();
        workers.clear();
    }
}
