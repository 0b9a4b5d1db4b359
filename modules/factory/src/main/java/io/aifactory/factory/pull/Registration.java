package io.aifactory.factory.pull;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.aifactory.contracts.Digest;
import io.aifactory.factory.client.ClientFailure;
import io.aifactory.factory.client.FactoryClient;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The registry, as a pull needs it. */
final class Registration {
    /** Lineage parameter that says which recipe a version was made by. */
    private static final String RECIPE = "import.recipe";

    private static final int NOT_FOUND = 404;

    private final FactoryClient client;

    Registration(FactoryClient client) {
        this.client = client;
    }

    /**
     * A registered version as the API shows it.
     *
     * @param reference {@code model:version}
     * @param state {@code LIVE} or {@code ARCHIVED}
     * @param bytes of all files
     */
    record Version(
            String reference,
            String state,
            List<String> aliases,
            long bytes,
            Map<String, String> parameters) {}

    /** A version of this model that was made by this recipe and is not archived. */
    Optional<Version> find(String model, Digest recipe) {
        try {
            return List.of(client.get(path(model) + "?limit=1000", Version[].class)).stream()
                    .filter(version -> version.state().equals("LIVE"))
                    .filter(version -> recipe.value().equals(version.parameters().get(RECIPE)))
                    .findFirst();
        } catch (ClientFailure e) {
            if (e.status() == NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Registers a published version as the model's champion. */
    Version register(String model, Digest manifest, Digest recipe, Map<String, String> parameters) {
        Map<String, String> all = new TreeMap<>(parameters);
        all.put(RECIPE, recipe.value());
        return client.post(
                path(model),
                new Request(manifest.value(), new Request.Lineage(all), List.of("champion")),
                Version.class);
    }

    private static String path(String model) {
        return "/api/v1/models/" + model + "/versions";
    }

    private record Request(
            @JsonProperty String manifest,
            @JsonProperty Lineage lineage,
            @JsonProperty List<String> aliases) {
        private record Lineage(@JsonProperty Map<String, String> parameters) {}
    }
}
