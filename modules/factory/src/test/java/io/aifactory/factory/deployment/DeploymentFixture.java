package io.aifactory.factory.deployment;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.aifactory.factory.supervision.FakeWorkers;
import io.aifactory.factory.supervision.LiveWorkers;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Deployments of workers that are none, in the real database; each test begins without any. */
abstract class DeploymentFixture {
    @Inject DeploymentStore store;
    @Inject DataSource database;

    final FakeWorkers processes = new FakeWorkers();
    final NamedVersions registry = new NamedVersions();
    final LiveWorkers workers = new LiveWorkers();
    Deployments deployments;

    /** Also what a control plane has that starts again. */
    @BeforeEach
    void open() {
        deployments = new Deployments(store, registry, workers, processes.replicas());
    }

    @AfterEach
    void close() throws SQLException {
        deployments.onShutdown(new ShutdownEvent());
        for (Deployment left : store.all()) {
            if (left instanceof Deployment.Present) {
                deployments.remove(left.name());
            }
        }
        try (Connection connection = database.getConnection();
                Statement sql = connection.createStatement()) {
            sql.execute("delete from factory.deployment");
        }
    }

    /** Returns the deployment {@code m} when it is so. */
    Deployment await(Predicate<Deployment> condition) {
        long deadline = deadline();
        Deployment now = store.find("m").orElseThrow();
        while (!condition.test(now)) {
            assertTrue(System.nanoTime() < deadline, "still " + now);
            LockSupport.parkNanos(2_000_000);
            now = store.find("m").orElseThrow();
        }
        return now;
    }

    static void awaitTrue(BooleanSupplier condition) {
        long deadline = deadline();
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < deadline, "it never happened");
            LockSupport.parkNanos(2_000_000);
        }
    }

    private static long deadline() {
        return System.nanoTime() + 20_000_000_000L;
    }
}
