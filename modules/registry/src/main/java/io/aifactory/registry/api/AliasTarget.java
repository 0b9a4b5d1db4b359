package io.aifactory.registry.api;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;

/**
 * Body of an alias move.
 *
 * @param version number of the version the alias shall point to
 */
record AliasTarget(@NotNull @Min(1) Integer version) {}
