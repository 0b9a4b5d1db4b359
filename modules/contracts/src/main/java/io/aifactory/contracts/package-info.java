/**
 * What the rooms of the factory agree on: identifiers, manifests, ports, errors and limits.
 *
 * <p>Ingestion, training, registry, inference and scheduler never import each other; they meet
 * here. In one process the factory binds the ports to the implementing module, apart they are bound
 * to a client. No framework is imported, so that every module may.
 */
@NullMarked
package io.aifactory.contracts;

import org.jspecify.annotations.NullMarked;
