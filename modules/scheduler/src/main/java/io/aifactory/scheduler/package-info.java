/**
 * The front door: OpenAI-compatible REST in, gRPC token streams to the workers out.
 *
 * <p>{@link io.aifactory.scheduler.openai} speaks with clients, {@link
 * io.aifactory.scheduler.generation} runs sequences and moves them when a worker dies, {@link
 * io.aifactory.scheduler.dispatch} decides who goes where and who waits, {@link
 * io.aifactory.scheduler.workers} keeps the connections, {@link io.aifactory.scheduler.metering}
 * adds up who used what, and {@link io.aifactory.scheduler.requests} writes down what became of
 * each request.
 */
@NullMarked
package io.aifactory.scheduler;

import org.jspecify.annotations.NullMarked;
