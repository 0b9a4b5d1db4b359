package io.aifactory.factory.pull;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.aifactory.contracts.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Models that can be pulled by name.
 *
 * @param models in the order in which they are shown
 */
public record Catalogue(List<CatalogueModel> models) {
    private static final String RESOURCE = "catalogue.json";

    public Catalogue {
        models = List.copyOf(models);
    }

    /** The catalogue of this factory. */
    public static Catalogue ofFactory() {
        try (InputStream resource =
                Objects.requireNonNull(Catalogue.class.getResourceAsStream(RESOURCE), RESOURCE)) {
            return read(resource);
        } catch (IOException e) {
            throw new UncheckedIOException("the catalogue of models is damaged", e);
        }
    }

    /**
     * @throws IOException if it is not a catalogue
     */
    static Catalogue read(InputStream json) throws IOException {
        return new Catalogue(
                JsonMapper.builder()
                        .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
                        .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                        .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
                        .addMixIn(Digest.class, FromText.class)
                        .build()
                        .readValue(json, new TypeReference<List<CatalogueModel>>() {}));
    }

    public Optional<CatalogueModel> find(String name) {
        return models.stream().filter(model -> model.name().equals(name)).findFirst();
    }

    /** How a digest is read. */
    private abstract static class FromText {
        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        FromText(@SuppressWarnings("UnusedVariable") String value) {}
    }
}
