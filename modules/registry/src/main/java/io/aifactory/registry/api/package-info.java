/** The registry's own REST API under {@code /api/v1/models}. */
@NullMarked
package io.aifactory.registry.api;

import org.jspecify.annotations.NullMarked;
