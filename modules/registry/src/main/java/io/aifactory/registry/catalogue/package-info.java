/**
 * Models, versions, aliases and what happened to them. A registration or an alias move is one
 * transaction under a lock on the model's row: version numbers have no gaps, and an alias always
 * points to exactly one version.
 */
@NullMarked
package io.aifactory.registry.catalogue;

import org.jspecify.annotations.NullMarked;
