package io.aifactory.registry.api;

import io.aifactory.contracts.error.ErrorCode;
import io.aifactory.contracts.error.FactoryException;
import io.aifactory.registry.catalogue.Catalogue;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** What {@code name}, {@code name:2} or {@code name@alias} means now. */
@Path("/api/v1/model-references/{reference}")
@PermitAll
@RunOnVirtualThread
@Produces(MediaType.APPLICATION_JSON)
public class ReferencesResource {
    private final Catalogue catalogue;

    public ReferencesResource(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    /** The version to deploy; 409 if it is archived. */
    @GET
    public VersionView resolve(String reference) {
        return catalogue
                .find(reference)
                .map(VersionView::of)
                .orElseThrow(() ->
                        new FactoryException(
                                ErrorCode.MODEL_NOT_FOUND,
                                "The reference names no model version; write it as name,"
                                        + " name:version or name@alias."));
    }
}
