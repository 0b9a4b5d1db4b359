/**
 * The one deployable: wires ingestion, training, registry and scheduler into one control plane,
 * keeps the worker processes alive, and gives people a command line and a dashboard. It holds no
 * feature of its own; where a decision about data, models or requests is made, it is made in
 * another module.
 */
@NullMarked
package io.aifactory.factory;

import org.jspecify.annotations.NullMarked;
