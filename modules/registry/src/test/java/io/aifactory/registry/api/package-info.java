/** Tests of {@code api}. */
@NullMarked
package io.aifactory.registry.api;

import org.jspecify.annotations.NullMarked;
