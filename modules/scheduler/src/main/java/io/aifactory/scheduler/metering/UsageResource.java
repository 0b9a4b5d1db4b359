package io.aifactory.scheduler.metering;

import io.aifactory.contracts.error.ErrorCode;
import io.aifactory.contracts.error.FactoryException;
import io.aifactory.scheduler.metering.UsageStore.DailyUsage;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** What was used, summed by key, model and day. */
@Path("/api/v1/usage")
@PermitAll
@RunOnVirtualThread
public class UsageResource {
    private final UsageStore store;

    public UsageResource(UsageStore store) {
        this.store = store;
    }

    /** The latest thousand sums, newest day first. */
    public record Usage(List<DailyUsage> rows) {}

    /**
     * @param key only this key
     * @param model only this model
     */
    @GET
    public Usage usage(
            @QueryParam("key") Optional<String> key, @QueryParam("model") Optional<String> model) {
        try {
            return new Usage(store.sums(key, model));
        } catch (SQLException e) {
            throw new FactoryException(
                    ErrorCode.UNAVAILABLE,
                    "usage cannot be read at the moment; try again later",
                    e);
        }
    }
}
