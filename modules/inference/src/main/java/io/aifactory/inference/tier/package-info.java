/**
 * What the pool of prefix blocks gives up, kept below it: in the host's memory, and below that on a
 * disk. Which block stands where is decided in {@code prefix}; this package moves the bytes. The
 * device's thread copies between pool and host memory, a bounded amount between two steps; a thread
 * of its own copies between host memory and disk. Nothing here is needed to go on: what cannot be
 * kept, found or read is computed.
 */
@NullMarked
package io.aifactory.inference.tier;

import org.jspecify.annotations.NullMarked;
