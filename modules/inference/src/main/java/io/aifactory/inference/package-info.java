/**
 * The worker: one process that holds one replica of one model on one device and generates tokens
 * for many sequences at once, over gRPC.
 *
 * <p>It has no database and knows no other part of the factory; a supervisor starts it, reads its
 * announcement, and starts it again when it dies.
 */
@NullMarked
package io.aifactory.inference;

import org.jspecify.annotations.NullMarked;
