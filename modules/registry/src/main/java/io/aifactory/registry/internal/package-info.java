/** Rows of the schema {@code registry}. Nothing here leaves the module. */
@NullMarked
package io.aifactory.registry.internal;

import org.jspecify.annotations.NullMarked;
