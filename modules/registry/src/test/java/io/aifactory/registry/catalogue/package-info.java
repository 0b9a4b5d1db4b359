/** Tests of {@code catalogue}. */
@NullMarked
package io.aifactory.registry.catalogue;

import org.jspecify.annotations.NullMarked;
