package io.aifactory.service;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/**
 * A real PostgreSQL for {@code @QuarkusTest}: use with
 * {@code @QuarkusTestResource(PostgresForTests.class)}.
 */
public class PostgresForTests implements QuarkusTestResourceLifecycleManager {
    @Override
    public Map<String, String> start() {
        return Map.of();
    }

    @Override
    public void stop() {}
}
