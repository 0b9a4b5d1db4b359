/**
 * Where a version comes from: model version → training run → dataset version → documents. The run
 * and the dataset's digest are rows of the registry; what the dataset consists of is read from its
 * manifest, which never changes.
 */
@NullMarked
package io.aifactory.registry.lineage;

import org.jspecify.annotations.NullMarked;
