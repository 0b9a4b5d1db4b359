/**
 * Who goes where and who waits, under one lock around the pure decisions of scheduler-core. Knows
 * worker ids and models, no connections.
 */
@NullMarked
package io.aifactory.scheduler.dispatch;

import org.jspecify.annotations.NullMarked;
