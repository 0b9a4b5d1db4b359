package io.aifactory.registry.api;

import io.aifactory.registry.catalogue.RegistryEvent;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened to a model.
 *
 * @param id grows with every event
 * @param kind {@code VERSION_REGISTERED}, {@code VERSION_ARCHIVED}, {@code VERSION_RESTORED},
 *     {@code ALIAS_MOVED} or {@code ALIAS_REMOVED}
 * @param version the version in question
 * @param alias which alias was moved or removed
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
            case RegistryEvent.VersionRegistered e -> ofVersion("VERSION_REGISTERED", e);
            case RegistryEvent.VersionArchived e -> ofVersion("VERSION_ARCHIVED", e);
            case RegistryEvent.VersionRestored e -> ofVersion("VERSION_RESTORED", e);
            case RegistryEvent.AliasMoved e ->
                    new EventView(
                            e.id(),
                            "ALIAS_MOVED",
                            e.version(),
                            e.alias(),
                            e.previousVersion().isPresent() ? e.previousVersion().getAsInt() : null,
                            e.occurredAt());
            case RegistryEvent.AliasRemoved e ->
                    new EventView(
                            e.id(), "ALIAS_REMOVED", e.version(), e.alias(), null, e.occurredAt());
        };
    }

    private static EventView ofVersion(String kind, RegistryEvent event) {
        return new EventView(event.id(), kind, event.version(), null, null, event.occurredAt());
    }
}
