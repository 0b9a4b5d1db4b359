package io.aifactory.registry.api;

import io.aifactory.contracts.error.ErrorCode;
import io.aifactory.contracts.error.FactoryException;
import io.aifactory.contracts.model.ModelFile;
import io.aifactory.registry.catalogue.Catalogue;
import io.aifactory.storage.BlobStore;
import io.aifactory.storage.Manifests;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.PathPart;
import org.jspecify.annotations.Nullable;

/** Downloads of a version's files. */
@Path("/api/v1/models/{name}/versions/{version: [1-9][0-9]{0,8}}/files")
@PermitAll
@RunOnVirtualThread
public class FilesResource {
    private static final int PARTIAL_CONTENT = 206;
    private static final int RANGE_NOT_SATISFIABLE = 416;

    private final Catalogue catalogue;
    private final BlobStore store;
    private final Manifests manifests;

    public FilesResource(Catalogue catalogue, BlobStore store) {
        this.catalogue = catalogue;
        this.store = store;
        this.manifests = new Manifests(store);
    }

    /** The file, or the part of it that one {@code Range} asks for. */
    @GET
    @Path("/{path: .+}")
    public Response download(
            String name,
            int version,
            String path,
            @HeaderParam("Range") @Nullable String range,
            @HeaderParam("If-Range") @Nullable String ifRange,
            @Context Request request) {
        ModelFile file = file(name, version, path);
        EntityTag tag = new EntityTag(file.digest().value());
        Response.ResponseBuilder unchanged = request.evaluatePreconditions(tag);
        if (unchanged != null) {
            return unchanged.build();
        }
        boolean ranged =
                range != null && (ifRange == null || ifRange.equals("\"" + file.digest() + "\""));
        ByteRange wanted =
                ranged
                        ? ByteRange.parse(String.valueOf(range), file.bytes())
                        : new ByteRange.Whole();
        return switch (wanted) {
            case ByteRange.Whole() -> body(Response.ok(), file, 0, file.bytes());
            case ByteRange.Part(long offset, long length) ->
                    body(
                            Response.status(PARTIAL_CONTENT)
                                    .header(
                                            "Content-Range",
                                            "bytes "
                                                    + offset
                                                    + "-"
                                                    + (offset + length - 1)
                                                    + "/"
                                                    + file.bytes()),
                            file,
                            offset,
                            length);
            case ByteRange.Unsatisfiable() ->
                    Response.status(RANGE_NOT_SATISFIABLE)
                            .header("Content-Range", "bytes */" + file.bytes())
                            .build();
        };
    }

    /** Size and identity of the file. */
    @HEAD
    @Path("/{path: .+}")
    public Response describe(String name, int version, String path) {
        ModelFile file = file(name, version, path);
        return headers(Response.ok(), file)
                .header(HttpHeaders.CONTENT_LENGTH, file.bytes())
                .build();
    }

    private Response body(
            Response.ResponseBuilder response, ModelFile file, long from, long count) {
        PathPart content = new PathPart(store.localFile(file.digest()), from, count);
        return headers(response, file).entity(content).build();
    }

    private static Response.ResponseBuilder headers(
            Response.ResponseBuilder response, ModelFile file) {
        return response.tag(new EntityTag(file.digest().value()))
                .header("Accept-Ranges", "bytes")
                .header("Cache-Control", "private, max-age=31536000, immutable")
                .header("X-Content-Type-Options", "nosniff")
                .type(
                        file.path().endsWith(".json")
                                ? "application/json"
                                : "application/octet-stream");
    }

    /** The path is looked up in the manifest; it never reaches the file system. */
    private ModelFile file(String name, int version, String path) {
        return manifests
                .model(catalogue.version(name, version).version().manifest())
                .file(path)
                .orElseThrow(() ->
                        new FactoryException(
                                ErrorCode.NOT_FOUND,
                                "Version "
                                        + version
                                        + " of model '"
                                        + name
                                        + "' has no such file."));
    }
}
