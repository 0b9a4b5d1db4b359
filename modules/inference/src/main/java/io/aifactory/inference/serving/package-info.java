/**
 * The worker's gRPC face: requests are checked here, before the device hears of them, and tokens
 * become messages here. Nothing in this package waits: it runs on the network's threads.
 */
@NullMarked
package io.aifactory.inference.serving;

import org.jspecify.annotations.NullMarked;
