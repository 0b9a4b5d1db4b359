package io.aifactory.registry.api;

import io.aifactory.registry.catalogue.RegisteredModel;
import java.time.Instant;
import java.util.Map;

/**
 * A model in a list.
 *
 * @param name its name
 * @param latestVersion number of the newest version
 * @param state {@code LIVE} while one of its versions is, else {@code ARCHIVED}
 * @param aliases version number by alias
 * @param createdAt when the first version was registered
 */
record ModelView(
        String name,
        int latestVersion,
        String state,
        Map<String, Integer> aliases,
        Instant createdAt) {
    static ModelView of(RegisteredModel model) {
        return new ModelView(
                model.name(),
                model.latestVersion(),
                model.state().name(),
                model.aliases(),
                model.createdAt());
    }
}
