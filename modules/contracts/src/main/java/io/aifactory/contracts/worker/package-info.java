/**
 * How the scheduler learns of workers. The workers themselves speak the gRPC service in {@code
 * worker.proto}; the port here says where they are, and {@link
 * io.aifactory.contracts.worker.BlockHash} how both sides name what is kept of prompts.
 */
@NullMarked
package io.aifactory.contracts.worker;

import org.jspecify.annotations.NullMarked;
