package io.aifactory.ingestion.api;

import io.aifactory.contracts.Digest;
import io.aifactory.contracts.error.ErrorCode;
import io.aifactory.contracts.error.FactoryException;
import io.aifactory.ingestion.IngestionConfig;
import io.aifactory.ingestion.job.DatasetCatalogue;
import io.aifactory.ingestion.job.Ingestion;
import io.aifactory.ingestion.job.IngestionJob;
import io.aifactory.storage.BlobStore;
import io.aifactory.storage.Manifests;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.PermitAll;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestResponse;

/** Dataset versions, and orders for new ones. */
@Path("/api/v1/datasets")
@PermitAll
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
public class DatasetsResource {
    private final Ingestion ingestion;
    private final IngestionConfig config;
    private final DatasetCatalogue catalogue;
    private final Manifests manifests;

    public DatasetsResource(
            Ingestion ingestion,
            IngestionConfig config,
            DatasetCatalogue catalogue,
            BlobStore store) {
        this.ingestion = ingestion;
        this.config = config;
        this.catalogue = catalogue;
        this.manifests = new Manifests(store);
    }

    /** Orders a version; the answer is the job that makes it. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public RestResponse<JobView> order(@NotNull @Valid NewDataset body) {
        IngestionJob job =
                ingestion.order(body.name(), body.sources(), body.recipe(config.shardTokens()));
        return RestResponse.ResponseBuilder.<JobView>create(RestResponse.Status.ACCEPTED)
                .location(URI.create("/api/v1/ingestion-jobs/" + job.spec().id()))
                .entity(JobView.of(job))
                .build();
    }

    /** The newest versions. */
    @GET
    public List<DatasetView> newest(
            @QueryParam("limit") @DefaultValue("100") @Min(1) @Max(1_000) int limit) {
        return catalogue.newestDatasets(limit).stream().map(this::view).toList();
    }

    /** A version by its digest, or the newest one of a name. */
    @GET
    @Path("/{reference}")
    public DatasetView dataset(String reference) {
        Optional<DatasetCatalogue.Entry> entry =
                reference.startsWith("sha256:")
                        ? catalogue.byDigest(digest(reference))
                        : catalogue.newestNamed(reference);
        return entry.map(this::view).orElseThrow(() -> notFound(reference));
    }

    private DatasetView view(DatasetCatalogue.Entry entry) {
        return DatasetView.of(entry, manifests.dataset(entry.digest()));
    }

    private static Digest digest(String text) {
        try {
            return new Digest(text);
        } catch (IllegalArgumentException e) {
            throw notFound(text);
        }
    }

    private static FactoryException notFound(String reference) {
        return new FactoryException(
                ErrorCode.DATASET_NOT_FOUND,
                "There is no dataset '" + reference + "'; GET /api/v1/datasets lists them.");
    }
}
