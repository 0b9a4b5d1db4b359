/**
 * The door to the model registry. Where the registry runs in the same process, its bean is the port
 * itself; where it is deployed apart, a client speaks its REST API; where there is none, trained
 * models stay in storage under the digest of their manifest.
 */
@NullMarked
package io.aifactory.training.registry;

import org.jspecify.annotations.NullMarked;
