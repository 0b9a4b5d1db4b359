/**
 * The one catalogue of errors. Code throws {@link io.aifactory.contracts.error.FactoryException};
 * one mapper for each face (problem+json, OpenAI, gRPC status …) turns it into that face's shape.
 * Endpoints never build error bodies.
 */
@NullMarked
package io.aifactory.contracts.error;

import org.jspecify.annotations.NullMarked;
