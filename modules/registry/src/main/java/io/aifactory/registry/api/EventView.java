package io.aifactory.registry.api;

import io.aifactory.registry.catalogue.RegistryEvent;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened to a model.
 *
 * @param id grows with every event
 * @param kind {@code VERSION_REGISTERED} or {@code ALIAS_MOVED}
 * @param version the version in question
 * @param alias which alias was moved
 * @param previousVersion where the alias pointed before
 * @param occurredAt when
 */
record EventView(
        long id,
        String kind,
        int version,
        @Nullable String alias,
        @Nullable Integer previousVersion,
        Instant occurredAt) {
    static EventView of(RegistryEvent event) {
        return switch (event) {
            case RegistryEvent.VersionRegistered e ->
                    new EventView(
                            e.id(), "VERSION_REGISTERED", e.version(), null, null, e.occurredAt());
            case RegistryEvent.AliasMoved e ->
                    new EventView(
                            e.id(),
                            "ALIAS_MOVED",
                            e.version(),
                            e.alias(),
                            e.previousVersion().isPresent() ? e.previousVersion().getAsInt() : null,
                            e.occurredAt());
        };
    }
}
