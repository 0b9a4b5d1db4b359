/**
 * What the Quarkus services of the factory have in common: one mapper from {@link
 * io.aifactory.contracts.error.FactoryException} to problem details (RFC 9457), one blob store for
 * those that ask for it, starting a service alone with a database of its own, and the refusal to
 * start with an endpoint that declares no role. Test support (a real PostgreSQL for
 * {@code @QuarkusTest}) is in the test jar.
 */
@NullMarked
package io.aifactory.service;

import org.jspecify.annotations.NullMarked;
