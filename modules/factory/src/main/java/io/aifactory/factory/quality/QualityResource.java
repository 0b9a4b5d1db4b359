package io.aifactory.factory.quality;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.PermitAll;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code /api/v1/qualities}. */
@Path("/api/v1/qualities")
@PermitAll
@RunOnVirtualThread
public class QualityResource {
    private static final int LARGEST_PAGE = 1_000;

    private final QualityStore store;

    QualityResource(QualityStore store) {
        this.store = store;
    }

    /** The newest measurements, the latest first; of one model version if its digest is given. */
    @GET
    public List<MeasuredQuality> newest(
            @QueryParam("manifest")
                    @Nullable
                    @Pattern(
                            regexp = MeasuredQuality.DIGEST,
                            message = "must be sha256:<64 hex digits>")
                    String manifest,
            @QueryParam("limit") @DefaultValue("100") @Min(1) @Max(LARGEST_PAGE) int limit) {
        return manifest == null ? store.newest(limit) : store.newest(manifest, limit);
    }

    @POST
    public MeasuredQuality add(@Valid @NotNull MeasuredQuality quality) {
        store.add(quality);
        return quality;
    }
}
