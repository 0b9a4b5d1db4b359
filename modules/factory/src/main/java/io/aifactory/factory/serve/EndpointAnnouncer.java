package io.aifactory.factory.serve;

import io.aifactory.factory.FactoryConfig;
import io.aifactory.factory.home.Endpoint;
import io.quarkus.vertx.http.HttpServerStart;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.ObservesAsync;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Tells other processes where the control plane answers, once it does. */
@ApplicationScoped
class EndpointAnnouncer {
    private final FactoryConfig config;
    private final int managementPort;

    EndpointAnnouncer(
            FactoryConfig config,
            @ConfigProperty(name = "quarkus.management.port") int managementPort) {
        this.config = config;
        this.managementPort = managementPort;
    }

    void announce(@ObservesAsync HttpServerStart started) {
        try {
            Endpoint.ofThisProcess(started.options().getPort(), managementPort)
                    .write(config.factoryHome().create().endpointFile());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot say where the factory answers", e);
        }
    }
}
