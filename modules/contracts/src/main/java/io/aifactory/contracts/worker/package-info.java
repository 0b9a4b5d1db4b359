/**
 * How the scheduler learns of workers. The workers themselves speak the gRPC service in {@code
 * worker.proto}; this port only says where they are.
 */
@NullMarked
package io.aifactory.contracts.worker;

import org.jspecify.annotations.NullMarked;
