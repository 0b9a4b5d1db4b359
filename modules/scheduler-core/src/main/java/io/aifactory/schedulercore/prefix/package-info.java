/**
 * Which worker holds which beginning of a prompt. Workers name the blocks of keys and values that
 * they keep by hashes of the whole prefix up to there, and say so in numbered events; {@link
 * io.aifactory.schedulercore.prefix.PrefixIndex} answers, for one prompt and all workers at once,
 * how many leading blocks each of them holds, because what is cached need not be computed again.
 * {@link io.aifactory.schedulercore.prefix.WorkerEvents} keeps the index true when events are lost,
 * doubled or out of order. Pure book-keeping without threads, clock or I/O; whoever calls holds one
 * lock.
 */
@NullMarked
package io.aifactory.schedulercore.prefix;

import org.jspecify.annotations.NullMarked;
