/**
 * One request for embeddings, from the queue to its vectors. It shares queue, routing, decisions
 * and accounts with generated sequences, but is one call with one answer: when a worker is lost, it
 * simply begins again elsewhere.
 */
@NullMarked
package io.aifactory.scheduler.embedding;

import org.jspecify.annotations.NullMarked;
