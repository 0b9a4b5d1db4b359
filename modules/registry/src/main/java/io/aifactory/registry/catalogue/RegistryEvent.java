package io.aifactory.registry.catalogue;

import java.time.Instant;
import java.util.OptionalInt;

/** Something that happened to a model; events are only ever added. */
public sealed interface RegistryEvent {
    /** Grows with every event of the registry. */
    long id();

    String model();

    int version();

    Instant occurredAt();

    /** A new version exists. */
    record VersionRegistered(long id, String model, int version, Instant occurredAt)
            implements RegistryEvent {}

    /** A version was taken out of use. */
    record VersionArchived(long id, String model, int version, Instant occurredAt)
            implements RegistryEvent {}

    /** An archived version is in use again. */
    record VersionRestored(long id, String model, int version, Instant occurredAt)
            implements RegistryEvent {}

    /**
     * An alias points to this version now.
     *
     * @param previousVersion where it pointed before; empty if it is new
     */
    record AliasMoved(
            long id,
            String model,
            String alias,
            int version,
            OptionalInt previousVersion,
            Instant occurredAt)
            implements RegistryEvent {}

    /**
     * An alias is gone.
     *
     * @param version where it pointed
     */
    record AliasRemoved(long id, String model, String alias, int version, Instant occurredAt)
            implements RegistryEvent {}
}
