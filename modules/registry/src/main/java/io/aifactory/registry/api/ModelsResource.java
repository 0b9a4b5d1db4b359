package io.aifactory.registry.api;

import io.aifactory.contracts.dataset.DatasetManifest;
import io.aifactory.contracts.model.ModelVersion;
import io.aifactory.registry.catalogue.Catalogue;
import io.aifactory.registry.catalogue.Registered;
import io.aifactory.registry.catalogue.RegisteredModel;
import io.aifactory.registry.catalogue.RegisteredVersion;
import io.aifactory.registry.lineage.Ancestry;
import io.aifactory.storage.BlobStore;
import io.aifactory.storage.Manifests;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.PermitAll;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestResponse;

/** Models, versions, aliases and lineage. */
@Path("/api/v1/models")
@PermitAll
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
public class ModelsResource {
    private static final String VERSION = "/{name}/versions/{version: [1-9][0-9]{0,8}}";
    private static final int LARGEST_PAGE = 1_000;
    private static final int VERSIONS_SHOWN = 100;

    private final Catalogue catalogue;
    private final Ancestry ancestry;
    private final Manifests manifests;

    public ModelsResource(Catalogue catalogue, Ancestry ancestry, BlobStore store) {
        this.catalogue = catalogue;
        this.ancestry = ancestry;
        this.manifests = new Manifests(store);
    }

    /** Models by name; the next page begins after the last name of this one. */
    @GET
    public List<ModelView> models(
            @QueryParam("after") @DefaultValue("") String after,
            @QueryParam("limit") @DefaultValue("1000") @Min(1) @Max(LARGEST_PAGE) int limit) {
        return catalogue.models(after, limit).stream().map(ModelView::of).toList();
    }

    /** A model and its newest versions. */
    @GET
    @Path("/{name}")
    public ModelDetails model(String name) {
        RegisteredModel model = catalogue.model(name);
        return ModelDetails.of(model, catalogue.versions(name, Integer.MAX_VALUE, VERSIONS_SHOWN));
    }

    /** Versions, the newest first; the next page lies before the last number of this one. */
    @GET
    @Path("/{name}/versions")
    public List<VersionView> versions(
            String name,
            @QueryParam("before") @DefaultValue("2147483647") @Min(1) int before,
            @QueryParam("limit") @DefaultValue("100") @Min(1) @Max(LARGEST_PAGE) int limit) {
        catalogue.model(name);
        return catalogue.versions(name, before, limit).stream().map(VersionView::of).toList();
    }

    /** Registers a version: 201, or 200 if the same manifest was registered before. */
    @POST
    @Path("/{name}/versions")
    @Consumes(MediaType.APPLICATION_JSON)
    public RestResponse<VersionView> register(String name, @NotNull @Valid NewVersion body) {
        Registered registered = catalogue.registerVersion(body.toRegistration(name));
        VersionView view = VersionView.of(registered.version());
        return registered.isNew()
                ? RestResponse.ResponseBuilder.<VersionView>created(
                                URI.create(
                                        "/api/v1/models/"
                                                + view.model()
                                                + "/versions/"
                                                + view.version()))
                        .entity(view)
                        .build()
                : RestResponse.ok(view);
    }

    /** A version and its files. */
    @GET
    @Path(VERSION)
    public VersionDetails version(String name, int version) {
        RegisteredVersion found = catalogue.version(name, version);
        return VersionDetails.of(found, manifests.model(found.version().manifest()));
    }

    /** Where a version comes from: run, dataset, documents. */
    @GET
    @Path(VERSION + "/lineage")
    public LineageView lineage(String name, int version) {
        ModelVersion found = catalogue.version(name, version).version();
        Optional<DatasetManifest> dataset = found.lineage().dataset().flatMap(ancestry::dataset);
        return LineageView.of(found, dataset);
    }

    /** Points an alias to a version. */
    @PUT
    @Path("/{name}/aliases/{alias}")
    @Consumes(MediaType.APPLICATION_JSON)
    public VersionView moveAlias(String name, String alias, @NotNull @Valid AliasTarget target) {
        return VersionView.of(catalogue.moveAlias(name, alias, target.version()));
    }

    /** Removes an alias; the answer is the version it pointed to. */
    @DELETE
    @Path("/{name}/aliases/{alias}")
    public VersionView removeAlias(String name, String alias) {
        return VersionView.of(catalogue.removeAlias(name, alias));
    }

    /** Takes a version out of use: no alias may point to it, and nothing new can be deployed. */
    @POST
    @Path(VERSION + "/archive")
    public VersionView archive(String name, int version) {
        return VersionView.of(catalogue.archive(name, version));
    }

    /** Takes an archived version into use again. */
    @POST
    @Path(VERSION + "/restore")
    public VersionView restore(String name, int version) {
        return VersionView.of(catalogue.restore(name, version));
    }

    /** What happened to a model, the newest first. */
    @GET
    @Path("/{name}/events")
    public List<EventView> events(
            String name,
            @QueryParam("before") @DefaultValue("9223372036854775807") @Min(1) long before,
            @QueryParam("limit") @DefaultValue("100") @Min(1) @Max(LARGEST_PAGE) int limit) {
        catalogue.model(name);
        return catalogue.events(name, before, limit).stream().map(EventView::of).toList();
    }
}
