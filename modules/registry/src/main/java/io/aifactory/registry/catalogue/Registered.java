package io.aifactory.registry.catalogue;

/**
 * Result of a registration.
 *
 * @param version the version, new or not
 * @param isNew false if the same manifest was registered under this model before
 */
public record Registered(RegisteredVersion version, boolean isNew) {}
