package io.aifactory.service;

import io.quarkus.arc.profile.IfBuildProfile;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/**
 * A service with an endpoint that declares no role, and the program that tries to start it. A
 * {@code @QuarkusTest} cannot expect its own start to fail; {@link UndeclaredEndpointTest} reads
 * what this process says.
 */
final class UndeclaredEndpoint {
    /** Printed by the process if the service has started. */
    static final String STARTED = "the service started";

    /** System property of the process; where it is absent, nothing is started. */
    static final String IN_ITS_OWN_PROCESS = "aifactory.test.undeclared-endpoint";

    private static final String PROFILE = "undeclared";

    private UndeclaredEndpoint() {}

    @Path("/forgotten")
    @IfBuildProfile(PROFILE)
    public static class Forgotten {
        @GET
        public String read() {
            return "nobody said who may read this";
        }
    }

    public static class WithForgotten implements QuarkusTestProfile {
        @Override
        public String getConfigProfile() {
            return PROFILE;
        }
    }

    @EnabledIfSystemProperty(named = IN_ITS_OWN_PROCESS, matches = "true")
    @QuarkusTest
    @TestProfile(WithForgotten.class)
    static class Start {
        @Test
        void starts() {
            System.out.println(STARTED);
        }
    }

    /** Ends with the number of failures. */
    public static void main(String... arguments) {
        var listener = new SummaryGeneratingListener();
        LauncherFactory.create()
                .execute(
                        LauncherDiscoveryRequestBuilder.request()
                                .selectors(DiscoverySelectors.selectClass(Start.class.getName()))
                                .build(),
                        listener);
        List<TestExecutionSummary.Failure> failures = listener.getSummary().getFailures();
        failures.forEach(failure -> failure.getException().printStackTrace());
        System.exit(failures.size());
    }
}
