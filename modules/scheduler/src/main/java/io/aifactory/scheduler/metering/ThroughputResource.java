package io.aifactory.scheduler.metering;

import io.aifactory.scheduler.dispatch.Dispatcher;
import io.aifactory.scheduler.models.ModelCatalog;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.List;

/** How much the factory does at this moment. */
@Path("/api/v1/throughput")
@PermitAll
public class ThroughputResource {
    private final ThroughputWindow window;
    private final Dispatcher dispatcher;
    private final ModelCatalog catalog;

    public ThroughputResource(
            ThroughputWindow window, Dispatcher dispatcher, ModelCatalog catalog) {
        this.window = window;
        this.dispatcher = dispatcher;
        this.catalog = catalog;
    }

    /**
     * @param tokensPerSecond generated tokens, mean over the last five whole seconds
     * @param sequences that hold a slot
     * @param queued sequences that wait for one
     * @param perSecond generated tokens in each of the last 60 whole seconds, the oldest first
     */
    public record Throughput(
            double tokensPerSecond, int sequences, int queued, List<Long> perSecond) {}

    @GET
    public Throughput now() {
        return new Throughput(
                window.tokensPerSecond(),
                dispatcher.inFlight(),
                catalog.all().stream().mapToInt(m -> dispatcher.queued(m.name())).sum(),
                window.perSecond());
    }
}
