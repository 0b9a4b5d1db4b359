/**
 * Models, versions, aliases and what happened to them. Every change is one transaction under a lock
 * on the model's row: version numbers have no gaps, an alias always points to exactly one version,
 * and that version is live.
 */
@NullMarked
package io.aifactory.registry.catalogue;

import org.jspecify.annotations.NullMarked;
