package io.aifactory.registry.api;

import io.aifactory.registry.catalogue.RegisteredModel;
import io.aifactory.registry.catalogue.RegisteredVersion;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A model and its newest versions.
 *
 * @param name its name
 * @param latestVersion number of the newest version
 * @param state {@code LIVE} while one of its versions is, else {@code ARCHIVED}
 * @param aliases version number by alias
 * @param createdAt when the first version was registered
 * @param versions the newest first
 */
record ModelDetails(
        String name,
        int latestVersion,
        String state,
        Map<String, Integer> aliases,
        Instant createdAt,
        List<VersionView> versions) {
    static ModelDetails of(RegisteredModel model, List<RegisteredVersion> versions) {
        return new ModelDetails(
                model.name(),
                model.latestVersion(),
                model.state().name(),
                model.aliases(),
                model.createdAt(),
                versions.stream().map(VersionView::of).toList());
    }
}
